package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts gVisor without Docker: a kernel in user space of its own takes the container's system
 * calls, so what is measured inside is that kernel.
 */
final class Runsc extends OciRuntime {
  static final String NAME = "runsc";

  private static final LayerOption NETWORK =
      LayerOption.oneOf("network", "none (default) or the host's own", "none", "host");

  private static final LayerOption PLATFORM =
      LayerOption.oneOf(
          "platform", "how it takes system calls (default ptrace)", "ptrace", "kvm", "systrap");

  Runsc() {
    super(NAME, "a container of gVisor, with a kernel of its own in user space", true);
  }

  @Override
  public List<LayerOption> options() {
    return List.of(NETWORK, PLATFORM, Docker.DATA);
  }

  @Override
  public Map<String, String> reachable() {
    return Map.of("network", "host");
  }

  @Override
  public boolean ownKernel() {
    return true;
  }

  /** A pipe of the host is another one inside. */
  @Override
  public Optional<String> engine() {
    return Optional.empty();
  }

  /**
   * Warns that another kernel is measured, of whatever age: that has to be known beside its
   * figures.
   */
  @Override
  public List<Finding> check(Environment outer, Spec spec) throws IOException {
    List<Finding> findings = new ArrayList<>(super.check(outer, spec));
    if (findings.isEmpty() && !outer.isDry()) {
      String version = outer.ran(Command.of(program(), "--version")).lines().findFirst().orElse("");
      findings.add(
          Finding.warning(
              "what is measured is gVisor's own kernel (" + version + ") over " + platform(spec),
              "its figures say nothing about other versions and platforms"));
    }
    return findings;
  }

  private static String platform(Spec spec) {
    return spec.option(PLATFORM.name(), "ptrace");
  }

  @Override
  Command runtime(RootfsContainer container) {
    List<String> words = new ArrayList<>(super.runtime(container).words());
    words.add("--platform=" + platform(container.spec));
    words.add("--network=" + container.spec.option(NETWORK.name(), "none"));
    return Command.of(words);
  }

  @Override
  Map<String, String> facts(Spec spec) {
    return Map.of("platform", platform(spec), "seccomp", "on");
  }
}
