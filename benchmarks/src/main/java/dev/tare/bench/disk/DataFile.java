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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The end of the data file's life, and of trees of files that outlived their fork. The first fork
 * of a run prepares it and the next ones reuse it, so no fork may remove it: the process that
 * started them does, when the last has ended or when it is itself interrupted. What a killed run
 * left behind goes with it.
 */
public final class DataFile {
  private static final String NAMES = "tare-{data-*.bin,files-??????}";

  /** Is a file by its user and its length, and its number where there are several; or a check's. */
  private static final Pattern FILE =
      Pattern.compile("tare-data-(check|\\d+)-(\\d{1,18})(-\\d+)?[.]bin");

  private static final String CHECK = "check";

  /** Held as long as a tree is in use. */
  private static final String LOCK = "lock";

  private static volatile boolean expected;

  private DataFile() {}

  /** Benchmarks run from now on: what they leave is removed when this process ends. */
  public static void expect() {
    expected = true;
  }

  /** Removes what this process has had benchmarks use, and what killed ones left there. */
  public static void removeExpected() {
    if (expected) {
      removeLeftovers();
    }
  }

  /** Removes the data files of all folders that benchmarks of this process would use. */
  public static List<Path> removeLeftovers() {
    return files().filter(DataFile::removeUnused).toList();
  }

  /** Lists those data files that no process uses. */
  public static List<Path> leftovers() {
    return files().filter(DataFile::isUnused).toList();
  }

  private static Stream<Path> files() {
    return DataFolder.candidates().stream()
        .map(Path::normalize)
        .distinct()
        .flatMap(folder -> files(folder).stream());
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
        if (isOurs(file)) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** One that was killed before it was whole is shorter; nobody writes to a lock. */
  private static boolean isOurs(Path file) throws IOException {
    Path lock = lock(file);
    if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (lock != file) {
      return Files.size(lock) == 0;
    }
    Matcher name = FILE.matcher(file.getFileName().toString());
    return name.matches()
        && (name.group(1).equals(CHECK) || Files.size(file) <= Long.parseLong(name.group(2)));
  }

  private static Path lock(Path file) {
    return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? file.resolve(LOCK) : file;
  }

  private static boolean removeUnused(Path file) {
    return unused(file, DataFile::removeWhole);
  }

  private static boolean isUnused(Path file) {
    return unused(file, Files::exists);
  }

  private interface Act {
    boolean on(Path file) throws IOException;
  }

  /** The lock of the probe that uses the file conflicts with this one, in this process too. */
  private static boolean unused(Path file, Act act) {
    try (FileChannel channel =
            FileChannel.open(lock(file), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      return lock != null && act.on(file);
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
