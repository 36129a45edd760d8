package dev.tare.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the control groups of this process, version 1 and 2.
 *
 * @param groups the lines of /proc/self/cgroup
 * @param mounts those of type cgroup, whose options name the controllers of version 1, and cgroup2;
 *     the root of each is the group that is seen at its point
 */
public record Cgroups(List<Group> groups, List<Mount> mounts) {

  /**
   * Is one line of /proc/self/cgroup.
   *
   * @param controllers of version 1; none in version 2
   * @param path from the root of the hierarchy
   */
  record Group(List<String> controllers, String path) {}

  /**
   * The groups of one controller that this process is in and can see, innermost first, each as a
   * folder from the root.
   *
   * @param version 1 or 2: the same limit has other names and units in each
   * @param folders at least one
   */
  public record Chain(int version, List<String> folders) {}

  public static Cgroups read(ProcFiles files) {
    return parse(files.lines("proc/self/cgroup"), Mount.read(files));
  }

  /**
   * Finds them for any process.
   *
   * @param cgroup the lines of its /proc/PID/cgroup
   * @param mounts all that are seen here
   */
  public static Cgroups parse(List<String> cgroup, List<Mount> mounts) {
    List<Group> groups = new ArrayList<>();
    for (String line : cgroup) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3) {
        boolean unified = fields[1].isEmpty();
        groups.add(new Group(unified ? List.of() : List.of(fields[1].split(",")), fields[2]));
      }
    }
    return new Cgroups(
        groups, mounts.stream().filter(one -> one.type().startsWith("cgroup")).toList());
  }

  /**
   * The groups of a controller such as {@code cpu} or {@code memory}: of version 1 where it is
   * mounted as such, else of version 2, where the files say whether the controller is on.
   *
   * @return absent where no hierarchy is mounted
   */
  public Optional<Chain> chain(String controller) {
    for (Mount mount : mounts) {
      if (!isVersion2(mount) && mount.options().contains(controller)) {
        return Optional.of(
            new Chain(1, folders(mount, path(group -> group.controllers.contains(controller)))));
      }
    }
    for (Mount mount : mounts) {
      if (isVersion2(mount)) {
        return Optional.of(
            new Chain(2, folders(mount, path(group -> group.controllers.isEmpty()))));
      }
    }
    return Optional.empty();
  }

  /** Returns where hierarchies are mounted, of either version. */
  public List<String> points() {
    return mounts.stream().map(Mount::point).toList();
  }

  private static boolean isVersion2(Mount mount) {
    return mount.type().equals("cgroup2");
  }

  private String path(Predicate<Group> wanted) {
    return groups.stream().filter(wanted).map(Group::path).findFirst().orElse("/");
  }

  /** Reads it from the process's own group up to the mounted one. */
  private static List<String> folders(Mount mount, String path) {
    List<String> folders = new ArrayList<>();
    for (String below = below(mount.root(), path); !below.isEmpty(); ) {
      folders.add(mount.point() + below);
      below = below.substring(0, below.lastIndexOf('/'));
    }
    folders.add(mount.point());
    return folders;
  }

  /**
   * The path under the mounted group, empty where it is the same. In a container the mounted group
   * is the container's own, and a path outside it ({@code /../other}) cannot be seen.
   */
  private static String below(String root, String path) {
    String prefix = root.equals("/") ? "" : root;
    if (path.equals("/") || path.startsWith("/..") || !path.startsWith(prefix + "/")) {
      return "";
    }
    return path.substring(prefix.length());
  }
}
