package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Finds what only the layer knows of a guest. */
final class KvmFacts {
  private final Environment outer;
  private final GuestPlan plan;
  private final String dataCache;

  /**
   * @param dataCache how QEMU caches the disk of {@code /data}
   */
  KvmFacts(Environment outer, GuestPlan plan, String dataCache) {
    this.outer = outer;
    this.plan = plan;
    this.dataCache = dataCache;
  }

  /** Returns the facts of a guest that runs. */
  Facts of(Environment guest) throws IOException {
    Map<String, String> facts = new TreeMap<>();
    facts.put("accelerator", plan.kvm() ? "KVM" : "TCG");
    facts.put("emulated", Boolean.toString(!plan.kvm()));
    if (!plan.kvm()) {
      facts.put("threads", plan.options().threads());
    }
    facts.put("machine", plan.arch().equals(QemuCommand.ARM) ? "virt" : plan.options().machine());
    facts.put("vcpus", Integer.toString(plan.vcpus()));
    plan.options().topology().ifPresent(one -> facts.put("topology", one.text()));
    facts.put("memoryBytes", Long.toString(plan.memoryMib() << 20));
    facts.put("memoryReserveBytes", Long.toString(plan.reserveMib() << 20));
    facts.put("net", plan.options().tap() ? "tap" : "user");
    facts.put("vhost", plan.options().vhost() ? "on" : "off");
    facts.put("offload", plan.options().offload() ? "on" : "off");
    facts.put("hugepages", plan.options().hugepages() ? "on" : "off");
    plan.options().pin().ifPresent(cpus -> facts.put("pin", cpus));
    plan.options().server().ifPresent(one -> facts.put("server", one.text()));
    boolean own = plan.options().kernel().isPresent();
    facts.put("kernel", own ? guest.ran(Command.of("uname", "-r")).strip() : image("kernel"));
    facts.put("kernelSource", own ? plan.kernel() : image("kernelSource"));
    facts.put("enginePack", image("enginePack"));
    facts.put("dataCache", dataCache);
    String version = outer.ran(Command.of(QemuCommand.program(plan.arch()), "--version"));
    facts.put("qemu", version.replaceFirst("(?s)^.*?version (\\S+).*$", "$1").strip());
    facts.values().removeIf(String::isBlank);
    Map<String, String> named = new TreeMap<>();
    facts.forEach((name, value) -> named.put("layer." + Kvm.NAME + "." + name, value));
    return Facts.of(named);
  }

  private String image(String name) {
    return plan.images().getOrDefault(name, "");
  }
}
