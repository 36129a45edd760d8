package dev.tare.launch;

import dev.tare.proc.Cgroups;
import dev.tare.proc.Mount;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Knows where an environment has its control groups, of version 1 or 2 or some of each. */
public final class ControlGroups {
  /** Is taken where nothing is said, in a dry environment: it is usual on a present-day system. */
  private static final String USUAL =
      "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate";

  private final List<Mount> mounts;

  private ControlGroups(List<Mount> mounts) {
    this.mounts = mounts;
  }

  /**
   * Reads where they are mounted.
   *
   * @throws IOException where that cannot be read
   */
  public static ControlGroups in(Environment outer) throws IOException {
    String mounts = outer.read("/proc/self/mountinfo");
    return parse(outer.isDry() ? USUAL : mounts);
  }

  static ControlGroups parse(String mountinfo) {
    return new ControlGroups(Mount.parse(mountinfo.lines().toList()));
  }

  /**
   * The group that all groups of a controller are in, as far as can be seen: the only one in which
   * version 2 has both processes and groups with limits.
   *
   * @return absent where no hierarchy is mounted
   */
  Optional<Cgroups.Chain> top(String controller) {
    return Cgroups.parse(List.of(), mounts).chain(controller);
  }

  /** Tells whether swap is counted: by version 2 in all groups but the topmost, if at all. */
  static boolean countsSwap(Environment outer, Cgroups.Chain top) throws IOException {
    String file =
        top.version() == 1 ? top.folders().get(0) + "/memory.memsw.limit_in_bytes" : "/proc/swaps";
    return outer.succeeds(Command.of("test", "-e", file));
  }

  /** Tells whether the groups below the topmost have a file; that one itself may lack it. */
  static boolean groupsHave(Environment outer, Cgroups.Chain top, String file) throws IOException {
    Command find =
        Command.of("find", top.folders().get(0))
            .and("-mindepth", "2", "-maxdepth", "2", "-name", file);
    return !outer.run(find).out().isBlank();
  }

  boolean isMounted(String point) {
    return mounts.stream().anyMatch(mount -> mount.point().equals(point));
  }

  /** Returns where hierarchies are mounted: an engine makes a container's group in each of them. */
  List<String> mounts() {
    return Cgroups.parse(List.of(), mounts).points();
  }

  /**
   * Returns the groups of a process.
   *
   * @param cgroup the text of its /proc/PID/cgroup
   * @return absent where no hierarchy with that controller is mounted
   */
  public Optional<Cgroups.Chain> of(String cgroup, String controller) {
    return Cgroups.parse(cgroup.lines().toList(), mounts).chain(controller);
  }
}
