package dev.tare.launch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Makes a container of runc, which can also be saved by CRIU as it runs, and gone on from. */
final class Runc extends OciRuntime {
  private static final String CRIU = "criu";
  static final String DELTA = "/delta";
  static final String IMAGE = "/image";

  Runc() {
    super("runc", "a container of runc, without Docker", true);
  }

  @Override
  public boolean saves() {
    return true;
  }

  /** An old CRIU fails on new kernels: what it says itself of this one decides. */
  @Override
  public Optional<Finding> lacksForSaving(Environment outer) throws IOException {
    if (!Programs.has(outer, CRIU)) {
      return Optional.of(Programs.missing(CRIU, CRIU));
    }
    Ended check = outer.run(Command.of(CRIU, "check"));
    return check.succeeded()
        ? Optional.empty()
        : Optional.of(
            Finding.missing(
                "criu check fails on this kernel: " + reason(check),
                "run as root, or put a newer criu before it on the PATH (4.2.1 is known to work)"));
  }

  /** Returns what goes wrong first, which is why the rest does. */
  private static String reason(Ended check) {
    return check
        .err()
        .lines()
        .filter(line -> line.contains("Error"))
        .findFirst()
        .orElse(check.lastLine());
  }

  @Override
  Optional<Migratable> moving(RootfsContainer container) {
    return Optional.of(new RuncMove(this, container));
  }

  @Override
  void start(RootfsContainer container) throws IOException {
    Optional<String> saved = container.spec.beginning().saved();
    if (saved.isPresent()) {
      container.outer.ran(
          Command.of("cp", "-a", saved.get() + DELTA + "/.", container.folder() + DELTA));
    }
    super.start(container);
  }

  @Override
  Command verb(RootfsContainer container) {
    Optional<String> saved = container.spec.beginning().saved();
    return saved.isPresent()
        ? criu(container, "restore", saved.get()).and("--detach")
        : super.verb(container);
  }

  Command criu(RootfsContainer container, String verb, String folder) {
    return runtime(container)
        .and(verb, "--manage-cgroups-mode", "soft", "--image-path", folder + IMAGE)
        .and("--work-path", container.folder() + "/state");
  }

  /**
   * The container ends with it. What its processes print goes nowhere, or it could not be saved.
   */
  @Override
  void save(RootfsContainer container, String into) throws IOException {
    Environment outer = container.outer;
    outer.makeFolders(List.of(into + IMAGE));
    outer.ran(criu(container, "checkpoint", into).and(container.spec.name()));
    outer.ran(Command.of("cp", "-a", container.folder() + DELTA, into + DELTA));
  }
}
