package dev.tare.cli;

import dev.tare.experiment.TrialEvent;

/** Tells from time to time, as long as it is open, that a benchmark which takes long goes on. */
final class StillWorking implements AutoCloseable {
  private static final long PAUSE_MS = 30_000;

  private final Thread thread;

  private StillWorking(Thread thread) {
    this.thread = thread;
  }

  /** Tells nothing of a benchmark that does not take long. */
  static StillWorking telling(boolean takesLong, String run, TrialPipe events) {
    Thread thread = new Thread(() -> tell(run, events), "still working");
    thread.setDaemon(true);
    if (takesLong) {
      thread.start();
    }
    return new StillWorking(thread);
  }

  private static void tell(String run, TrialPipe events) {
    try {
      for (; ; Thread.sleep(PAUSE_MS)) {
        events.tell(new TrialEvent.Working(run));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
