package dev.tare.proc;

import java.util.List;
import java.util.Optional;

/**
 * Is one line of a process's mountinfo (proc_pid_mountinfo(5)).
 *
 * @param device its number, {@code major:minor}
 * @param root the folder of the file system that is seen at the mount point
 * @param point where it is mounted
 * @param options of the mount, and of its file system
 * @param type of the file system
 * @param source what the file system was made of, such as a device; {@code none} and the like where
 *     there is nothing
 */
public record Mount(
    String device, String root, String point, List<String> options, String type, String source) {

  /** Returns the mounts that this process sees. */
  public static List<Mount> read(ProcFiles files) {
    return parse(files.lines("proc/self/mountinfo"));
  }

  /** The mounts of a text of that file; lines that are cut short are left out. */
  public static List<Mount> parse(List<String> mountinfo) {
    return mountinfo.stream().flatMap(line -> of(line).stream()).toList();
  }

  private static Optional<Mount> of(String line) {
    String[] sides = line.split(" - ", 2);
    String[] left = sides[0].split(" ");
    String[] right = sides[sides.length - 1].split(" ");
    if (sides.length < 2 || left.length < 6 || right.length < 3) {
      return Optional.empty();
    }
    List<String> options = List.of((left[5] + "," + right[2]).split(","));
    String point = left[4].replace("\\040", " ");
    return Optional.of(new Mount(left[2], left[3], point, options, right[0], right[1]));
  }

  /** The innermost mount that holds a folder; of two on one point the later hides the earlier. */
  public static Optional<Mount> holding(List<Mount> mounts, String folder) {
    Optional<Mount> found = Optional.empty();
    for (Mount mount : mounts) {
      boolean holds = mount.point.equals("/") || (folder + "/").startsWith(mount.point + "/");
      if (holds && found.filter(one -> one.point.length() > mount.point.length()).isEmpty()) {
        found = Optional.of(mount);
      }
    }
    return found;
  }
}
