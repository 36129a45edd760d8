package dev.tare.launch;

import java.io.Closeable;
import java.io.IOException;

/** Ends what could not be made whole. */
final class FailedStart {
  private FailedStart() {}

  /**
   * Ends what there is of it; that it could not be made stays the failure that is told.
   *
   * @param cause why it could not be made
   */
  static void close(Closeable made, Exception cause) {
    try {
      made.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
