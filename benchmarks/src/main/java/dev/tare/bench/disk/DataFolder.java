package dev.tare.bench.disk;

import dev.tare.probe.Probe;
import dev.tare.probe.ProbeException;
import dev.tare.proc.Mount;
import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Describes where the data file lies: the folder that {@code -Dtare.data=DIR} names, and only that;
 * otherwise the first that takes O_DIRECT of {@code /data} (where it is a mount, as every
 * environment has it), the current folder, {@code /var/tmp} and the temporary folder.
 */
final class DataFolder {
  private static final String NAMED_BY = "tare.data";
  private static final Path MOUNT = Path.of("/data");

  private DataFolder() {}

  /** All folders that are looked at, in order. */
  static List<Path> candidates() {
    String named = System.getProperty(NAMED_BY);
    if (named != null && !named.isEmpty()) {
      return List.of(Path.of(named).toAbsolutePath());
    }
    List<Path> folders = new ArrayList<>();
    if (isMount(MOUNT)) {
      folders.add(MOUNT);
    }
    folders.add(Path.of(System.getProperty("user.dir")));
    folders.add(Path.of("/var/tmp"));
    folders.add(Path.of(System.getProperty("java.io.tmpdir")));
    return folders;
  }

  /**
   * The first of the folders that takes O_DIRECT; where there is only one, that one, because the
   * probe that opens it says best what is wrong with it.
   *
   * @param direct false: where none takes O_DIRECT, the first that can be written will do
   * @throws IllegalStateException where none will do; the message names each and its file system
   */
  static Path choose(List<Path> folders, boolean direct) {
    if (folders.size() == 1) {
      return folders.get(0);
    }
    List<Path> writable = folders.stream().filter(DataFolder::isWritable).toList();
    return writable.stream()
        .filter(DataFolder::takesDirect)
        .findFirst()
        .or(() -> direct ? Optional.empty() : writable.stream().findFirst())
        .orElseThrow(() -> new IllegalStateException(refusal(folders)));
  }

  /** Returns the file system and device of a folder, such as {@code ext4 on /dev/vda}. */
  static String fileSystem(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      return store.type() + " on " + store.name();
    } catch (IOException e) {
      return Files.exists(folder) ? "of a mount that is not seen here" : "not there";
    }
  }

  private static String refusal(List<Path> folders) {
    return folders.stream()
        .map(folder -> folder + " (" + fileSystem(folder) + ")")
        .collect(
            Collectors.joining(
                ", ",
                "none of ",
                " is writable and takes O_DIRECT: name a folder on a disk with -Dtare.data=DIR"));
  }

  private static boolean isWritable(Path folder) {
    return Files.isDirectory(folder) && Files.isWritable(folder);
  }

  private static boolean takesDirect(Path folder) {
    try {
      Probe.open("data-folder", Map.of("folder", folder)).close();
      return true;
    } catch (ProbeException e) {
      return false;
    }
  }

  private static boolean isMount(Path folder) {
    return Mount.read(ProcFiles.system()).stream()
        .anyMatch(mount -> mount.point().equals(folder.toString()));
  }
}
