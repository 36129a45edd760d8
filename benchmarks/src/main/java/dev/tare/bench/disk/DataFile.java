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
import java.util.List;

/**
 * The end of the data file's life. The first fork of a run prepares it and the next ones reuse it,
 * so no fork may remove it: the process that started them does, when the last has ended or when it
 * is itself told to end. What a killed run left behind goes with it.
 */
public final class DataFile {
  private static final String NAMES = "tare-data-*.bin";
  private static final int TRIES = 20;
  private static final long BETWEEN_TRIES_MS = 100;

  private DataFile() {}

  /**
   * From now on removes the data files also when this process is interrupted: the forks, which are
   * interrupted too, may take a moment to let go of theirs.
   *
   * @return to be run when all forks have ended: removes the files, and undoes the former
   */
  public static Runnable removeAtEnd() {
    Thread hook = new Thread(DataFile::removeOnceUnused, "data file");
    Runtime.getRuntime().addShutdownHook(hook);
    return () -> {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // Shutting down already: the hook removes them.
        return;
      }
      removeLeftovers();
    };
  }

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

  private static void removeOnceUnused() {
    try {
      for (int i = 0; i < TRIES && !isGone(); i++) {
        Thread.sleep(BETWEEN_TRIES_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isGone() {
    removeLeftovers();
    return DataFolder.candidates().stream().allMatch(folder -> files(folder).isEmpty());
  }

  private static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      return files;
    }
    try (DirectoryStream<Path> named = Files.newDirectoryStream(folder, NAMES)) {
      for (Path file : named) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** The lock of the probe that uses the file conflicts with this one, in this process too. */
  private static boolean removeUnused(Path file) {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      return lock != null && Files.deleteIfExists(file);
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }
}
