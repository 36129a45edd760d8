package dev.tare.bench.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The end of the data file's life, and of trees of files that outlived their fork. The first fork
 * of a run prepares it and the next ones reuse it, so no fork may remove it: the process that
 * started them does, when the last has ended or when it is itself interrupted. What a killed run
 * left behind goes with it.
 */
public final class DataFile {
  private static final String NAMES = "tare-{data-*.bin,files-??????}";

  /** Held as long as a tree is in use. */
  private static final String LOCK = "lock";

  private DataFile() {}

  /** Removes the data files of all folders that benchmarks of this process would use. */
  public static List<Path> removeLeftovers() {
    List<Path> removed = new ArrayList<>();
    for (Path folder : DataFolder.candidates()) {
      removed.addAll(removeLeftovers(folder));
    }
    return removed;
  }

  /**
   * Removes the data files in a folder that no process uses.
   *
   * @return what was removed; a file that is in use, or that may not be removed, stays
   */
  public static List<Path> removeLeftovers(Path folder) {
    return files(folder).stream().filter(DataFile::removeUnused).toList();
  }

  private static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      return files;
    }
    try (DirectoryStream<Path> named = Files.newDirectoryStream(folder, NAMES)) {
      for (Path file : named) {
        Path locked = lock(file);
        if (Files.isRegularFile(locked, LinkOption.NOFOLLOW_LINKS)) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static Path lock(Path file) {
    return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? file.resolve(LOCK) : file;
  }

  /** The lock of the probe that uses the file conflicts with this one, in this process too. */
  private static boolean removeUnused(Path file) {
    try (FileChannel channel =
            FileChannel.open(lock(file), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      return lock != null && removeWhole(file);
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  /** The deepest goes first. */
  private static boolean removeWhole(Path file) throws IOException {
    try (Stream<Path> below = Files.walk(file)) {
      for (Path one : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
    return true;
  }
}
