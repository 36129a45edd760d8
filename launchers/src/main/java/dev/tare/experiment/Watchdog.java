package dev.tare.experiment;

import java.time.Duration;

/** Acts once when nothing was heard for too long. */
public final class Watchdog implements AutoCloseable {
  private final Duration patience;
  private final Runnable bark;
  private final Thread thread;
  private long heardNs = System.nanoTime();
  private boolean on = true;
  private boolean stopped;
  private boolean barked;

  /** Watches from now on, on a thread that waits for nothing but the clock. */
  public Watchdog(Duration patience, Runnable bark) {
    this.patience = patience;
    this.bark = bark;
    this.thread = new Thread(this::watch, "trial watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Something was heard.
   *
   * @param goOn false where silence is expected until it is called again
   */
  public synchronized void heard(boolean goOn) {
    heardNs = System.nanoTime();
    on = goOn;
    notifyAll();
  }

  /** Acts no more. */
  @Override
  public synchronized void close() {
    stopped = true;
    notifyAll();
  }

  /** Tells whether it has acted. */
  public synchronized boolean barked() {
    return barked;
  }

  private synchronized void watch() {
    try {
      while (!stopped) {
        long leftMs = patience.toMillis() - (System.nanoTime() - heardNs) / 1_000_000;
        if (on && leftMs <= 0) {
          barked = true;
          bark.run();
          return;
        }
        wait(on ? leftMs : 0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
