package dev.tare.cli;

import dev.tare.bench.disk.DataFile;
import java.util.concurrent.TimeUnit;

/**
 * What must be gone when the program ends, however it ends: the forks, and the file that they
 * share. What a kill -9 leaves is removed or reused by the next run.
 */
final class Cleanup {
  private static final long MOST_SECONDS = 5;

  private Cleanup() {}

  /** Has it done when this process exits or is interrupted. */
  static void atExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::run, "leave nothing behind"));
  }

  private static void run() {
    ProcessHandle.current().descendants().forEach(Cleanup::end);
    DataFile.removeLeftovers();
  }

  private static void end(ProcessHandle fork) {
    fork.destroyForcibly();
    fork.onExit().orTimeout(MOST_SECONDS, TimeUnit.SECONDS).exceptionally(e -> null).join();
  }
}
