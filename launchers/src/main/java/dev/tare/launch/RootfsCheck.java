package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what is missing for a container that an engine makes of the userland's own folder, as root,
 * below an overlay.
 *
 * @param outer where the engine is
 * @param spec what is to be made
 */
record RootfsCheck(Environment outer, Spec spec) {
  /** Covers what a run writes: the container's root is the userland itself. */
  private static final long NEEDED_MIB = 64;

  /**
   * Looks for it all; for the rest only where the program is there and may be used.
   *
   * @param debian the package that has the program
   * @param limits what control groups have to be able to do
   */
  List<Finding> findings(String program, String debian, Limits limits) throws IOException {
    if (outer.isDry()) {
      return List.of();
    }
    if (!Programs.has(outer, program)) {
      return List.of(Programs.missing(program, debian));
    }
    if (!outer.ran(Command.of("id", "-u")).strip().equals("0")) {
      return List.of(
          Finding.missing("no permission to start " + program, "run as root (sudo), or take bare"));
    }
    List<Finding> findings = new ArrayList<>();
    if (outer.places().userland().isEmpty()) {
      findings.add(DockerCheck.noUserland());
    }
    overlay(findings);
    DiskSpace.check(outer, outer.places().scratch(), NEEDED_MIB).ifPresent(findings::add);
    if (spec.option(Lxc.NETWORK.name(), "none").equals("bridge")) {
      findings.addAll(Bridge.check(outer));
    }
    findings.addAll(CgroupCheck.check(outer, limits));
    return findings;
  }

  private void overlay(List<Finding> findings) throws IOException {
    if (!hasOverlay()) {
      findings.add(Finding.missing("the kernel has no overlay file system", "modprobe overlay"));
    }
    String folders = outer.places().scratch() + " or " + outer.places().userland();
    if (folders.matches(".*[:,].*")) {
      findings.add(
          Finding.missing(
              "a colon or comma in " + folders + " cannot be told to an overlay",
              "set -Djava.io.tmpdir and XDG_CACHE_HOME to other folders"));
    }
  }

  /** It may still lie on the disk as a module, which the first mount loads. */
  private boolean hasOverlay() throws IOException {
    return outer.ran(Command.of("cat", "/proc/filesystems")).contains("\toverlay\n")
        || outer.succeeds(Script.of("also-sbin", "modprobe", "-n", "-q", "overlay"));
  }
}
