package dev.tare.cli;

import dev.tare.bench.run.RunLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lets one process measure into a run folder at a time: also where they need not have the machine
 * for themselves. What a killed one leaves of it holds nobody up.
 */
final class FolderLock implements Closeable {
  private static final String NAME = "lock";

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Refuses, in one line, where another process has it, or where nothing can be written. */
  static FolderLock take(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    FileChannel channel = opened(file);
    if (!isHeld(channel)) {
      channel.close();
      throw new CommandFailure(
          folder + ": another process measures into it; wait for its end, or end it");
    }
    FolderLock lock = new FolderLock(file, channel);
    Cleanup.closing(lock);
    return lock;
  }

  private static FileChannel opened(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new CommandFailure(file + ": cannot be written (" + CommandFailure.reason(e) + ")");
    }
  }

  private static boolean isHeld(FileChannel channel) {
    try {
      return RunLock.isTaken(channel, false);
    } catch (IOException e) {
      // A file system of others need not have locks.
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      Files.deleteIfExists(file);
      channel.close();
    }
  }
}
