package dev.tare.userland;

import dev.tare.launch.LaunchException;
import dev.tare.launch.ScratchFolders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Lets one process, and one of its threads, build in the cache at a time. */
final class CacheLock {
  /** Is how the name begins of what is not whole yet. */
  private static final String HALF = "half-";

  private static final Object ONE_THREAD = new Object();

  private CacheLock() {}

  @FunctionalInterface
  interface Building<T> {
    T built() throws IOException;
  }

  @FunctionalInterface
  interface Filling {
    void fill(Path half) throws IOException;
  }

  /**
   * Has something built while nobody else builds.
   *
   * @param what for messages
   * @param remedy likewise, where it cannot be kept
   */
  static <T> T held(
      Path folder, String what, String remedy, Consumer<String> progress, Building<T> building)
      throws IOException {
    synchronized (ONE_THREAD) {
      try {
        Files.createDirectories(folder);
        try (FileChannel file =
                FileChannel.open(
                    folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = acquired(file, what, progress)) {
          return building.built();
        }
      } catch (LaunchException e) {
        throw e;
      } catch (IOException e) {
        throw new LaunchException(
            what + " cannot be built in " + folder + ": " + reason(e) + "; " + remedy, e);
      }
    }
  }

  private static String reason(IOException e) {
    if (!(e instanceof FileSystemException file)) {
      return e.toString();
    }
    String what = e instanceof AccessDeniedException ? "permission denied" : file.getReason();
    return file.getFile() + ": " + (what == null ? e.getClass().getSimpleName() : what);
  }

  private static FileLock acquired(FileChannel file, String what, Consumer<String> progress)
      throws IOException {
    FileLock lock = file.tryLock();
    if (lock == null) {
      progress.accept(what + ": waiting for another build");
      lock = file.lock();
    }
    return lock;
  }

  /**
   * Has a folder filled whose name says that it is not whole; what was not moved out of it, or with
   * it, is removed in the end.
   *
   * @param folder in which it is; is made where it is not there
   */
  static void half(Path folder, Filling filling) throws IOException {
    Files.createDirectories(folder);
    Path half = Files.createTempDirectory(folder, HALF);
    try {
      filling.fill(half);
    } finally {
      ScratchFolders.remove(half);
    }
  }

  /** Removes what a build has left that was cut short. */
  static void removeHalves(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> halves = Files.newDirectoryStream(folder, HALF + "*")) {
        for (Path half : halves) {
          ScratchFolders.remove(half);
        }
      }
    }
  }
}
