package dev.tare.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the control groups of this process are found, version 1 and 2.
 *
 * @param groups the lines of /proc/self/cgroup
 * @param mounts the mounts of type cgroup and cgroup2, from /proc/self/mountinfo
 */
public record Cgroups(List<Group> groups, List<Mount> mounts) {

  /**
   * One line of /proc/self/cgroup.
   *
   * @param controllers of version 1; none in version 2
   * @param path from the root of the hierarchy
   */
  record Group(List<String> controllers, String path) {}

  /**
   * One mounted hierarchy.
   *
   * @param version 1 or 2
   * @param options of the file system: in version 1 they name the controllers
   * @param root the group that is seen at the mount point
   * @param point where it is mounted
   */
  record Mount(int version, List<String> options, String root, String point) {}

  /**
   * The groups of one controller that this process is in and can see, innermost first, each as a
   * folder from the root.
   *
   * @param version 1 or 2: the same limit has other names and units in each
   * @param folders at least one
   */
  public record Chain(int version, List<String> folders) {}

  public static Cgroups read(ProcFiles files) {
    return parse(files.lines("proc/self/cgroup"), files.lines("proc/self/mountinfo"));
  }

  /** The same from the lines of the two files, of whichever process they are. */
  public static Cgroups parse(List<String> cgroup, List<String> mountinfo) {
    List<Group> groups = new ArrayList<>();
    for (String line : cgroup) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3) {
        boolean unified = fields[1].isEmpty();
        groups.add(new Group(unified ? List.of() : List.of(fields[1].split(",")), fields[2]));
      }
    }
    return new Cgroups(groups, mountinfo.stream().flatMap(line -> mount(line).stream()).toList());
  }

  /**
   * The groups of a controller such as {@code cpu} or {@code memory}: of version 1 where it is
   * mounted as such, else of version 2, where the files say whether the controller is on.
   *
   * @return absent where no hierarchy is mounted
   */
  public Optional<Chain> chain(String controller) {
    for (Mount mount : mounts) {
      if (mount.version == 1 && mount.options.contains(controller)) {
        return Optional.of(
            new Chain(1, folders(mount, path(group -> group.controllers.contains(controller)))));
      }
    }
    for (Mount mount : mounts) {
      if (mount.version == 2) {
        return Optional.of(
            new Chain(2, folders(mount, path(group -> group.controllers.isEmpty()))));
      }
    }
    return Optional.empty();
  }

  /** Where hierarchies are mounted, of either version. */
  public List<String> points() {
    return mounts.stream().map(Mount::point).toList();
  }

  private String path(Predicate<Group> wanted) {
    return groups.stream().filter(wanted).map(Group::path).findFirst().orElse("/");
  }

  /** From the process's own group up to the mounted one. */
  private static List<String> folders(Mount mount, String path) {
    List<String> folders = new ArrayList<>();
    for (String below = below(mount.root, path); !below.isEmpty(); ) {
      folders.add(mount.point + below);
      below = below.substring(0, below.lastIndexOf('/'));
    }
    folders.add(mount.point);
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

  private static Optional<Mount> mount(String line) {
    int separator = line.indexOf(" - ");
    if (separator < 0) {
      return Optional.empty();
    }
    String[] left = line.substring(0, separator).split(" ");
    String[] right = line.substring(separator + 3).split(" ");
    if (left.length < 5 || right.length < 3 || !right[0].startsWith("cgroup")) {
      return Optional.empty();
    }
    int version = right[0].equals("cgroup2") ? 2 : 1;
    return Optional.of(new Mount(version, List.of(right[2].split(",")), left[3], left[4]));
  }
}
