package dev.tare.launch;

import java.io.Closeable;
import java.io.IOException;

/** Ends what could not be made whole. */
public final class FailedStart {
  private FailedStart() {}

  /** Makes something, or the rest of it. */
  @FunctionalInterface
  public interface Making<T> {
    T made() throws IOException;
  }

  /** Returns what is made of something that is open, or ends that where it cannot be made. */
  public static <T> T orClosed(Closeable open, Making<T> making) throws IOException {
    try {
      return making.made();
    } catch (IOException | RuntimeException e) {
      close(open, e);
      throw e;
    }
  }

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
