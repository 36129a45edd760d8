package dev.tare.launch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.proc.ProcText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a container of podman, as root: Docker's command line in all but a few words, without a
 * daemon. A shell keeps it alive, since podman's own init is a package of its own.
 */
final class Podman extends Docker {
  private static final LayerOption PODMANS_NETWORK =
      LayerOption.oneOf(
          "network", "bridge (default), the host's own, or none", "bridge", "host", "none");

  private static final LayerOption PODMANS_RUNTIME =
      LayerOption.of(
          RUNTIME.name(),
          "the OCI runtime (default: podman's, or runc where crun cannot start)",
          "a runtime that containers.conf names",
          "[A-Za-z0-9][A-Za-z0-9._-]*");

  /** A line of /proc/self/limits: what is limited, and its hard limit. */
  private static final Pattern LIMIT =
      Pattern.compile("Max (open files|processes)\\s+\\w+\\s+(\\w+)");

  private static final long NEEDED_MIB = 256;

  @Override
  public String name() {
    return "podman";
  }

  @Override
  public String meaning() {
    return "a container of podman, without a daemon";
  }

  @Override
  public List<LayerOption> options() {
    return List.of(
        PODMANS_NETWORK, IMAGE, PODMANS_RUNTIME, SECCOMP, ENGINES_DATA, MergingProgram.ASKED);
  }

  /**
   * Chooses runc where version 2 of control groups lies beside version 1: crun does not start
   * there.
   */
  @Override
  Command client(Environment outer, Spec spec) throws IOException {
    Optional<String> own = spec.option(RUNTIME.name());
    boolean runc = own.isEmpty() && OciRuntime.isHybrid(outer) && Programs.has(outer, "runc");
    String runtime = runc ? "runc" : own.orElse("");
    return runtime.isEmpty() ? Command.of(name()) : Command.of(name(), "--runtime", runtime);
  }

  @Override
  List<String> runWords(Environment outer, Spec spec) throws IOException {
    return needed(outer, spec);
  }

  /**
   * Our own hard limits of files and processes, the latter as podman has it itself: at most as many
   * as there are pids. Its defaults are above what root may have everywhere.
   */
  @Override
  List<String> needed(Environment outer, Spec spec) throws IOException {
    List<String> words = new ArrayList<>();
    String text = outer.ran(Command.of("cat", "/proc/self/limits", "/proc/sys/kernel/pid_max"));
    List<String> lines = text.lines().toList();
    for (String line : lines) {
      Matcher limit = LIMIT.matcher(line);
      if (limit.lookingAt()) {
        boolean files = limit.group(1).equals("open files");
        long most = ProcText.number(limit.group(2)).orElse(-1);
        long pids = ProcText.number(lines.get(lines.size() - 1)).orElse(most);
        long count = files || (most >= 0 && most < pids) ? most : pids;
        words.addAll(List.of("--ulimit", (files ? "nofile=" : "nproc=") + count + ":" + count));
      }
    }
    return words;
  }

  @Override
  List<String> holder() {
    return RootfsContainer.INIT;
  }

  @Override
  Command removal(String container) {
    return Command.of(name(), "rm", "--force", "--volumes", "--time", "0", container);
  }

  @Override
  boolean lacksImage(String err) {
    return err.contains("image not known");
  }

  @Override
  boolean isGone(String err) {
    return err.contains("no such container") || err.contains("no container with");
  }

  @Override
  String labelFormat() {
    return "{{index .Labels \"" + Owner.LABEL + "\"}}";
  }

  @Override
  String runtimeFormat() {
    return "{{.OCIRuntime}}";
  }

  @Override
  Map<String, String> facts(JsonNode info) {
    return Map.of(
        "version", info.path("version").path("Version").asText(),
        "storage", info.path("store").path("graphDriverName").asText(),
        "cgroupDriver", info.path("host").path("cgroupManager").asText());
  }

  @Override
  public List<Finding> check(Environment outer, Spec spec) throws IOException {
    if (outer.isDry()) {
      return List.of();
    }
    if (!Programs.has(outer, name())) {
      return List.of(Programs.missing(name(), name()));
    }
    if (!outer.ran(Command.of("id", "-u")).strip().equals("0")) {
      return List.of(Finding.missing("podman is used as root only", "run as root (sudo)"));
    }
    Ended info = outer.run(client(outer, spec).and("info", "--format", "{{json .}}"));
    if (!info.succeeded()) {
      Optional<String> asked = spec.option(RUNTIME.name());
      return List.of(
          asked.isPresent() && info.lastLine().contains(asked.get())
              ? Finding.missing(
                  "podman has no runtime " + asked.get() + ": " + info.lastLine(),
                  "install it, or name it under engine.runtimes in containers.conf")
              : Finding.missing("podman does not answer: " + info.lastLine(), "see `podman info`"));
    }
    JsonNode json = EngineJson.MAPPER.readTree(info.out());
    List<Finding> findings = new ArrayList<>();
    if (json.path("host").path("ociRuntime").path("name").asText().equals("crun")
        && OciRuntime.isHybrid(outer)) {
      findings.add(
          Finding.missing(
              "podman's runtime crun does not start beside both versions of control groups",
              "apt-get install runc, and leave out runtime=crun"));
    }
    new DockerCheck(outer, spec, this).image(findings);
    String store = json.path("store").path("graphRoot").asText();
    DiskSpace.check(outer, store, NEEDED_MIB).ifPresent(findings::add);
    findings.addAll(CgroupCheck.check(outer, spec.limits()));
    return findings;
  }
}
