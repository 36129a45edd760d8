package dev.tare.launch;

import dev.tare.proc.Cgroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds whether limits can be had where we make control groups ourselves. */
final class CgroupCheck {
  private CgroupCheck() {}

  /** One finding for each controller that a limit needs and that cannot be had. */
  static List<Finding> check(Environment outer, Limits limits) throws IOException {
    List<Finding> findings = new ArrayList<>();
    List<String> controllers = CgroupSetting.controllers(limits);
    if (controllers.isEmpty() || outer.isDry()) {
      return findings;
    }
    ControlGroups mounted = ControlGroups.in(outer);
    for (String controller : controllers) {
      Optional<Cgroups.Chain> top = mounted.top(controller);
      if (top.isEmpty()) {
        findings.add(absent(controller));
      } else {
        boolean second = top.get().version() == 2;
        usable(outer, second ? CgroupSetting.enabled(controller) : controller, top.get())
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  static Finding absent(String controller) {
    return Finding.missing(
        "no control group has the controller " + controller,
        "mount cgroup2 at /sys/fs/cgroup, or leave the limit out");
  }

  private static Optional<Finding> usable(Environment outer, String controller, Cgroups.Chain top)
      throws IOException {
    String folder = top.folders().get(0);
    if (!outer.succeeds(Command.of("test", "-w", folder + "/cgroup.procs"))) {
      return Optional.of(
          Finding.missing(
              "no permission to make control groups in " + folder,
              "run as root, or leave the limits out"));
    }
    if (top.version() == 1) {
      return Optional.empty();
    }
    return delegated(
        controller,
        folder,
        outer.ran(Command.of("cat", folder + "/cgroup.controllers")),
        outer.ran(Command.of("cat", folder + "/cgroup.subtree_control")),
        outer.succeeds(Command.of("test", "-e", folder + "/cgroup.type")));
  }

  /**
   * Tells whether a controller of version 2 can be handed down.
   *
   * @param controllers that a folder has
   * @param subtree those that its groups have already
   * @param inner whether it is not the root: then it cannot hand down while it has processes
   */
  static Optional<Finding> delegated(
      String controller, String folder, String controllers, String subtree, boolean inner) {
    if (!List.of(controllers.strip().split(" ")).contains(controller)) {
      return Optional.of(
          Finding.missing(
              "the controller " + controller + " is not in " + folder + "/cgroup.controllers",
              "enable it in the kernel's command line or delegate it from outside"));
    }
    boolean handedDown = List.of(subtree.strip().split(" ")).contains(controller);
    return inner && !handedDown
        ? Optional.of(
            Finding.missing(
                "the controller " + controller + " is not delegated to groups in " + folder,
                "run outside the container, or delegate it (cgroup.subtree_control)"))
        : Optional.empty();
  }
}
