package dev.tare.bench.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.openjdk.jmh.runner.RunnerException;

/**
 * JMH lets one run at a time have the machine, by a lock on a file in the temporary folder. A file
 * that another user left there cannot be locked for writing, although nobody runs: then the lock is
 * looked at for reading, and JMH told to do without.
 */
public final class RunLock {
  private static final String IGNORE = "jmh.ignoreLock";

  private RunLock() {}

  /**
   * Refuses where another run has the machine; prepares JMH's own lock where it would stumble.
   *
   * @throws RunnerException in one line, with the remedy
   */
  public static void check() throws RunnerException, IOException {
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
    if (!Files.exists(file) || Boolean.getBoolean(IGNORE)) {
      return;
    }
    if (!Files.isReadable(file)) {
      System.setProperty(IGNORE, "true");
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      if (lock == null) {
        throw taken(file);
      }
      if (!Files.isWritable(file)) {
        System.setProperty(IGNORE, "true");
      }
    } catch (OverlappingFileLockException e) {
      throw taken(file);
    }
  }

  /**
   * Has the machine until it is closed, for a run whose forks are started elsewhere: in a container
   * JMH finds another temporary folder, and so no lock.
   *
   * @throws RunnerException in one line, with the remedy, where another run has it
   */
  public static AutoCloseable take() throws RunnerException, IOException {
    check();
    if (Boolean.getBoolean(IGNORE)) {
      return () -> {};
    }
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw taken(file);
    }
    return channel::close;
  }

  private static RunnerException taken(Path file) {
    return new RunnerException(
        "another run has this machine (it holds "
            + file
            + "), and two at once would measure each other: wait for it, or force this one with"
            + " -Djmh.ignoreLock=true");
  }
}
