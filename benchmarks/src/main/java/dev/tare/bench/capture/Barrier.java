package dev.tare.bench.capture;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Describes where a warm fork waits for others before its first measured iteration: as long as a
 * file exists. A file is seen by every process that shares a temporary folder, and needs no port.
 */
public final class Barrier {
  /** Is the system property of a fork that names the file. */
  public static final String PROPERTY = "tare.barrier";

  private static final long LOOK_MS = 1;

  private Barrier() {}

  /** Waits where the fork has a barrier; adds up to a millisecond. */
  static void await() {
    String file = System.getProperty(PROPERTY);
    try {
      while (file != null && Files.exists(Path.of(file))) {
        Thread.sleep(LOOK_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
