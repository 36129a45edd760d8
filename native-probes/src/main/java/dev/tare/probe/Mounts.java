package dev.tare.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What of this process and its mounts decides whether a library can be loaded from a folder. */
final class Mounts {
  private Mounts() {}

  /** Why no library can be loaded from the folder, or null where nothing is known against it. */
  static String obstacle(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "(is not there)";
    }
    if (!Files.isWritable(folder)) {
      return "(not writable)";
    }
    try {
      Path real = folder.toRealPath();
      return isNoexec(Files.readAllLines(Path.of("/proc/self/mountinfo")), real)
          ? "(noexec)"
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Whether the mount that holds the folder is noexec.
   *
   * @param mountinfo the lines of /proc/self/mountinfo: id, parent, device, root, mount point,
   *     options
   */
  static boolean isNoexec(List<String> mountinfo, Path folder) {
    int longest = -1;
    boolean noexec = false;
    for (String line : mountinfo) {
      String[] fields = line.split(" ");
      if (fields.length < 6) {
        continue;
      }
      Path point = Path.of(fields[4].replace("\\040", " "));
      // A later mount on the same point hides the earlier one.
      if (folder.startsWith(point) && point.getNameCount() >= longest) {
        longest = point.getNameCount();
        noexec = List.of(fields[5].split(",")).contains("noexec");
      }
    }
    return noexec;
  }

  /** Whether a file of such a name is mapped into this process. */
  static boolean maps(String part) {
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.anyMatch(line -> line.contains(part));
    } catch (IOException e) {
      return false;
    }
  }
}
