package dev.tare.experiment.migration;

import java.io.Closeable;
import java.util.concurrent.locks.LockSupport;

/**
 * Does something every millisecond, in a thread of its own; what is late is made up for at once.
 */
final class Metronome implements Closeable {
  static final long STEP_NS = 1_000_000;

  private volatile boolean open = true;

  interface Beat {
    /**
     * @param number from 0
     * @param dueNs when it was meant to be done
     */
    void at(long number, long dueNs);
  }

  Metronome(String name, Beat beat) {
    Thread thread = new Thread(() -> run(beat), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Beat beat) {
    long begun = System.nanoTime();
    for (long number = 0; open; number++) {
      long due = begun + number * STEP_NS;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      beat.at(number, due);
    }
  }

  @Override
  public void close() {
    open = false;
  }
}
