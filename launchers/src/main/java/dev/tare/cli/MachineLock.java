package dev.tare.cli;

import dev.tare.bench.run.RunLock;
import java.io.IOException;
import org.openjdk.jmh.runner.RunnerException;

/** One run at a time has the machine; its trials are told not to look. */
final class MachineLock implements AutoCloseable {
  private final AutoCloseable lock;

  private MachineLock(AutoCloseable lock) {
    this.lock = lock;
  }

  /** Refuses as {@link #take} does, and takes nothing. */
  static void check() throws IOException {
    try {
      RunLock.check();
    } catch (RunnerException e) {
      throw new CommandFailure(e.getMessage());
    }
  }

  /** Refuses, in one line with the remedy, where another run has it. */
  static MachineLock take() throws IOException {
    try {
      return new MachineLock(RunLock.take());
    } catch (RunnerException e) {
      throw new CommandFailure(e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      lock.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
