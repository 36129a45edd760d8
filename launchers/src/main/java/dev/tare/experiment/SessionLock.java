package dev.tare.experiment;

import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets things be made in a session until it is closed, which waits for those that are under way.
 */
final class SessionLock {
  private static final int LOOKS = 50;
  private static final long LOOK_NS = 10_000_000;

  private final ReadWriteLock making = new ReentrantReadWriteLock();
  private volatile boolean closing;

  /**
   * Makes something.
   *
   * @param otherwise what is said where the session is being closed, and nothing is made
   */
  <T> T made(String otherwise, Session.Maker<T> maker) throws IOException {
    return done(
        () -> {
          if (closing) {
            throw new LaunchException("interrupted: " + otherwise);
          }
          return maker.made();
        });
  }

  <T> T done(Session.Maker<T> step) throws IOException {
    making.readLock().lock();
    try {
      return step.made();
    } finally {
      making.readLock().unlock();
    }
  }

  /** Has nothing made any more; waits a little for what is being made. */
  void refuse() {
    closing = true;
    try {
      if (making.writeLock().tryLock(3, TimeUnit.SECONDS)) {
        making.writeLock().unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isClosing() {
    return closing;
  }

  /** Waits half a second for the closing. */
  boolean closesSoon() {
    for (int looks = 0; looks < LOOKS && !closing; looks++) {
      LockSupport.parkNanos(LOOK_NS);
    }
    return closing;
  }

  <T> T closed(Session.Maker<T> last) throws IOException {
    closing = true;
    making.writeLock().lock();
    try {
      return last.made();
    } finally {
      making.writeLock().unlock();
    }
  }
}
