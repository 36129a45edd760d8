package dev.tare.bench.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * JMH lets one run at a time have the machine, by a lock on a file in the temporary folder. A file
 * that another user left there cannot be locked for writing, although nobody runs: then the lock is
 * looked at for reading, and JMH told to do without.
 */
final class RunLock {
  private RunLock() {}

  /** Whether another run has the machine; prepares JMH's own lock where it would stumble. */
  static boolean isTaken() throws IOException {
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
    if (!Files.exists(file) || Files.isWritable(file) || Boolean.getBoolean("jmh.ignoreLock")) {
      return false;
    }
    if (!Files.isReadable(file)) {
      System.setProperty("jmh.ignoreLock", "true");
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      if (lock != null) {
        System.setProperty("jmh.ignoreLock", "true");
      }
      return lock == null;
    }
  }
}
