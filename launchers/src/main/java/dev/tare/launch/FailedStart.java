package dev.tare.launch;

import java.io.Closeable;
import java.io.IOException;

/** Ends what could not be made whole. */
final class FailedStart {
  private FailedStart() {}

  /**
   * Ends what there is of it; that it could not be made stays the failure that is told. Whoever is
   * interrupted while it is made ends it all the same: every command would be given up otherwise.
   *
   * @param cause why it could not be made
   */
  static void close(Closeable made, Exception cause) {
    boolean interrupted = Thread.interrupted();
    try {
      made.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
