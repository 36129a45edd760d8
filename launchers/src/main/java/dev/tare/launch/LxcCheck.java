package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is missing for a container of LXC. */
final class LxcCheck {
  /** What a run writes: its root is the userland itself. */
  private static final long NEEDED_MIB = 64;

  private final Environment outer;
  private final Spec spec;

  LxcCheck(Environment outer, Spec spec) {
    this.outer = outer;
    this.spec = spec;
  }

  List<Finding> findings() throws IOException {
    if (outer.isDry()) {
      return List.of();
    }
    if (!Programs.has(outer, "lxc-execute")) {
      return List.of(Programs.missing("lxc-execute", "lxc"));
    }
    if (!outer.ran(Command.of("id", "-u")).strip().equals("0")) {
      return List.of(
          Finding.missing("no permission to start LXC containers", "run as root (sudo)"));
    }
    List<Finding> findings = new ArrayList<>();
    if (outer.places().userland().isEmpty()) {
      findings.add(DockerCheck.noUserland());
    }
    files(findings);
    DiskSpace.check(outer, outer.places().scratch(), NEEDED_MIB).ifPresent(findings::add);
    if (spec.option(Lxc.NETWORK.name(), "none").equals("bridge")) {
      findings.addAll(Bridge.check(outer));
    }
    findings.addAll(CgroupCheck.check(outer, spec.limits()));
    return findings;
  }

  private void files(List<Finding> findings) throws IOException {
    if (!hasOverlay()) {
      findings.add(Finding.missing("the kernel has no overlay file system", "modprobe overlay"));
    }
    boolean filtered = spec.option(Lxc.SECCOMP.name(), "on").equals("on");
    if (filtered
        && !outer
            .run(Command.of("test", "-r", LxcConfig.SECCOMP), Environment.PATIENCE)
            .succeeded()) {
      findings.add(
          Finding.missing(
              LxcConfig.SECCOMP + " is missing", "apt-get install lxc, or use seccomp=off"));
    }
    if (outer.places().scratch().contains(":") || outer.places().userland().contains(":")) {
      findings.add(
          Finding.missing(
              "a colon in "
                  + outer.places().scratch()
                  + " or "
                  + outer.places().userland()
                  + " cannot be told to LXC",
              "set -Djava.io.tmpdir and XDG_CACHE_HOME to other folders"));
    }
  }

  /** It may still lie on the disk as a module, which the first mount loads. */
  private boolean hasOverlay() throws IOException {
    return outer.ran(Command.of("cat", "/proc/filesystems")).contains("\toverlay\n")
        || outer
            .run(Command.of("sh", "-c", "modprobe -n -q overlay"), Environment.PATIENCE)
            .succeeded();
  }
}
