package dev.tare.bench.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A folder for what a program reads and writes: below {@code -Dtare.data=DIR}, which every
 * environment has on the same disk, or else the temporary folder. It goes with the fork; what a
 * killed fork leaves has the name and the lock by which the process that started it removes it.
 */
final class WorkFolder implements AutoCloseable {
  private static final long SPARE_BYTES = 64L << 20;
  private static final long LETTERS = 2_176_782_336L;
  private static final int RADIX = 36;

  private final Path folder;
  private final FileChannel lock;

  private WorkFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes one.
   *
   * @param bytes that it is to hold
   * @throws IllegalStateException in one line, where there is no room for them
   */
  static WorkFolder make(long bytes) throws IOException {
    String named = System.getProperty("tare.data");
    Path data =
        Path.of(named == null || named.isEmpty() ? System.getProperty("java.io.tmpdir") : named);
    // Not by its mount: a chroot may see none that holds the folder.
    long free = data.toFile().getUsableSpace();
    if (free < bytes + SPARE_BYTES) {
      throw new IllegalStateException(
          String.format(
              "%s: %d MB are needed and %d MB are free; name another folder with -Dtare.data=DIR",
              data, (bytes + SPARE_BYTES) >> 20, free >> 20));
    }
    long letters = new SplittableRandom().nextLong(LETTERS);
    String name = Long.toString(LETTERS + letters, RADIX).substring(1);
    Path folder = Files.createDirectory(data.resolve("tare-files-" + name));
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock.lock();
    return new WorkFolder(folder, lock);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** The deepest goes first. */
  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> below = Files.walk(folder)) {
      all = below.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
    lock.close();
  }
}
