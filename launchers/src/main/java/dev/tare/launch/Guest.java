package dev.tare.launch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.proc.CpuList;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Is one guest that runs, in a QEMU of its own. */
abstract class Guest implements Environment {
  final Environment outer;
  final Spec spec;
  final GuestPlan plan;
  volatile RunningQemu qemu;
  private boolean open = true;

  Guest(Environment outer, Spec spec, GuestPlan plan) {
    this.outer = outer;
    this.spec = spec;
    this.plan = plan;
  }

  /** Boots it, and waits until it can be used; when that fails, nothing is left. */
  final Guest booted() throws IOException {
    try {
      boot();
      return this;
    } catch (IOException | RuntimeException e) {
      FailedStart.close(this::close, e);
      throw e;
    }
  }

  abstract void boot() throws IOException;

  /** Takes it away with all that was made for it, however far that came. */
  abstract void takeAway() throws IOException;

  /** Says how QEMU caches the disk of {@code /data}; empty without one. */
  abstract String dataCache();

  /** Puts each virtual CPU's thread on a CPU of the host, where that is asked. */
  final void pin() throws IOException {
    if (plan.options().pin().isEmpty()) {
      return;
    }
    String cpus = plan.options().pin().get();
    List<Integer> hosts =
        List.copyOf(
            CpuList.parse(cpus)
                .orElseThrow(() -> new LaunchException("kvm: pin=" + cpus + " is no CPU list")));
    List<Long> threads = threads(qemu.qmp().execute("query-cpus-fast", Map.of()));
    for (int i = 0; i < threads.size(); i++) {
      String cpu = hosts.get(i % hosts.size()).toString();
      outer.ran(Command.of("taskset", "-p", "-c", cpu, threads.get(i).toString()));
    }
  }

  /** Returns the host's thread of each virtual CPU, in their order. */
  static List<Long> threads(JsonNode cpus) {
    List<Long> threads = new ArrayList<>();
    cpus.forEach(cpu -> threads.add(cpu.path("thread-id").asLong()));
    return threads;
  }

  final String died() {
    return stack() + ": the guest died, " + qemu.ended();
  }

  @Override
  public final Facts facts() throws IOException {
    Map<String, String> facts = new TreeMap<>();
    facts.put("accelerator", plan.kvm() ? "KVM" : "TCG");
    facts.put("emulated", Boolean.toString(!plan.kvm()));
    if (!plan.kvm()) {
      facts.put("threads", plan.options().threads());
    }
    facts.put("machine", plan.machine());
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
    facts.put("kernel", own ? ran(Command.of("uname", "-r")).strip() : image("kernel"));
    facts.put("kernelSource", own ? plan.kernel() : image("kernelSource"));
    facts.put("enginePack", image("enginePack"));
    facts.put("dataCache", dataCache());
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

  /** QEMU, which is a process of its own where the guest is made on this host. */
  @Override
  public final Optional<String> outsidePid() {
    return isDry() ? Optional.empty() : Optional.of(Long.toString(qemu.process().pid()));
  }

  @Override
  public final boolean isDry() {
    return outer.isDry();
  }

  @Override
  public final void close() throws IOException {
    if (open) {
      takeAway();
      open = false;
    }
  }
}
