package dev.tare.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.StartedAs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what is missing for a container of Docker. */
final class DockerCheck {
  /** Says what a limit needs of the daemon, in the words of {@code docker info}. */
  private static final Map<String, String> CONTROLLERS =
      Map.of(
          "cpuset", "CPUSet",
          "shares", "CPUShares",
          "cpus", "CpuCfsQuota",
          "memory", "MemoryLimit",
          "memory-soft", "MemoryLimit",
          "pids", "PidsLimit");

  /** An image of the userland and what a run writes. */
  private static final long NEEDED_MIB = 256;

  private final Environment outer;
  private final Spec spec;
  private final Docker engine;

  DockerCheck(Environment outer, Spec spec, Docker engine) {
    this.outer = outer;
    this.spec = spec;
    this.engine = engine;
  }

  List<Finding> findings() throws IOException {
    if (outer.isDry()) {
      return List.of();
    }
    if (!Programs.has(outer, Docker.NAME)) {
      return List.of(Programs.missing(Docker.NAME, "docker.io"));
    }
    Ended info = outer.run(Command.of(Docker.NAME, "info", "--format", "{{json .}}"));
    List<Finding> findings = new ArrayList<>(daemon(info, spec.limits()));
    if (findings.isEmpty()) {
      network(findings);
      runtime(findings, json(info.out()).path("Runtimes"));
      image(findings);
      disk(findings, info);
    }
    return findings;
  }

  /** Tells whether the daemon answers, and can limit what is to be limited. */
  static List<Finding> daemon(Ended info, Limits limits) {
    String said = info.err() + info.out();
    if (said.contains("permission denied")) {
      return List.of(
          Finding.missing(
              "no permission to talk to the docker daemon",
              "run as root, or join the group docker and log in again"));
    }
    JsonNode json = json(info.out());
    if (!info.succeeded() || json.path("ServerVersion").asText().isEmpty()) {
      return List.of(
          Finding.missing(
              "the docker daemon does not answer (" + DockerContainer.said(info.err()) + ")",
              "systemctl start docker, or run dockerd as root"));
    }
    List<Finding> findings = new ArrayList<>();
    for (String name : limits.values().keySet()) {
      if (CONTROLLERS.containsKey(name) && !json.path(CONTROLLERS.get(name)).asBoolean()) {
        findings.add(
            Finding.missing(
                "docker cannot apply " + name + " here: the controller is missing",
                "enable or delegate the control group, or leave the limit out"));
      }
    }
    return findings;
  }

  /**
   * Finds whether containers can be put into a control group of ours; systemd only takes its own.
   */
  static void pooled(Environment outer, Docker engine) throws IOException {
    Command info = Command.of(engine.name(), "info", "--format", "{{json .}}");
    if (!outer.isDry()
        && engine.facts(json(outer.ran(info))).get("cgroupDriver").equals("systemd")) {
      throw new LaunchException(
          engine.name()
              + ": with the systemd cgroup driver no container can be put into a pool of memory;"
              + " set the cgroupfs driver (dockerd --exec-opt native.cgroupdriver=cgroupfs), or"
              + " take lxc");
    }
  }

  private static JsonNode json(String text) {
    try {
      return EngineJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
  }

  private void network(List<Finding> findings) throws IOException {
    String network = spec.option(Docker.NETWORK.name(), "bridge");
    boolean bridged = network.equals("bridge") || network.equals("nat");
    if (bridged && !outer.succeeds(Command.of("test", "-d", "/sys/class/net/docker0"))) {
      findings.add(
          Finding.missing(
              "the link docker0 is missing, though the daemon answers",
              "restart dockerd without --bridge=none, or use network=host or network=none"));
    }
    if (network.equals("nat") && !Programs.has(outer, "ip")) {
      findings.add(Programs.missing("ip"));
    }
  }

  private void runtime(List<Finding> findings, JsonNode known) {
    Optional<String> own = spec.option(Docker.RUNTIME.name());
    if (own.filter(one -> !known.has(one)).isPresent()) {
      List<String> names = new ArrayList<>();
      known.fieldNames().forEachRemaining(names::add);
      findings.add(
          Finding.missing(
              "docker has no runtime " + own.get(),
              "it has " + String.join(", ", names) + "; register it in daemon.json"));
    }
  }

  /** Finds whether what a container is made of is there. */
  void image(List<Finding> findings) throws IOException {
    String own = spec.option(Docker.IMAGE.name(), "");
    String name = engine.name();
    if (!own.isEmpty() && !outer.succeeds(Command.of(name, "image", "inspect", own))) {
      findings.add(Finding.missing(name + " has no image " + own, name + " pull " + own));
    } else if (own.isEmpty() && outer.places().userland().isEmpty()) {
      findings.add(noUserland());
    }
  }

  static Finding noUserland() {
    return Finding.missing(
        "there is no userland to make it of", "build it: " + StartedAs.command() + " userland");
  }

  private void disk(List<Finding> findings, Ended info) throws IOException {
    String folder = json(info.out()).path("DockerRootDir").asText();
    DiskSpace.check(outer, folder, NEEDED_MIB).ifPresent(findings::add);
  }
}
