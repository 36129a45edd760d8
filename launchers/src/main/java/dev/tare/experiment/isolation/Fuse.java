package dev.tare.experiment.isolation;

import java.time.Duration;

/**
 * Ends a neighbour when its time is over, whatever else happens: on the host, outside everything
 * that the neighbour can fill, on a thread that waits for nothing but the clock.
 */
final class Fuse implements AutoCloseable {
  private final Thread thread;
  private volatile boolean burnt;

  /** What the fuse leads to. */
  @FunctionalInterface
  interface Charge {
    void end() throws Exception;
  }

  private Fuse(Duration length, Charge charge) {
    thread = new Thread(() -> burn(length, charge), "fuse");
    thread.setDaemon(true);
    thread.setPriority(Thread.MAX_PRIORITY);
    thread.start();
  }

  /** Starts now; closing it in time puts it out. */
  static Fuse lit(Duration length, Charge charge) {
    return new Fuse(length, charge);
  }

  /** Whether it came to its end. */
  boolean isBurnt() {
    return burnt;
  }

  private void burn(Duration length, Charge charge) {
    try {
      Thread.sleep(length.toMillis());
    } catch (InterruptedException e) {
      return;
    }
    burnt = true;
    try {
      charge.end();
    } catch (Exception e) {
      // The run, which waits for the same neighbour, meets the same error and reports it.
      return;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
