package dev.tare.cli;

import dev.tare.experiment.matrix.MatrixListener;
import dev.tare.result.Slot;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar with the time left on a terminal; elsewhere a line now and then. */
final class JudgeProgress implements MatrixListener, AutoCloseable {
  private final String verb;
  private final PrintWriter err;
  private final ProgressBar bar;
  private long steps;
  private long done;

  /**
   * @param steps how many forks there will be, as far as is known
   */
  JudgeProgress(String verb, long steps, PrintWriter err) {
    this.verb = verb;
    this.steps = steps;
    this.err = err;
    this.bar = System.console() == null ? null : bar(verb, steps);
  }

  /** There will be more forks than was known. */
  synchronized void more(long forks) {
    steps += forks;
    if (bar != null) {
      bar.maxHint(steps);
    }
  }

  @Override
  public synchronized void visiting(Slot slot) {
    if (bar != null) {
      bar.setExtraMessage("block " + (slot.block() + 1) + ", " + slot.environment());
    }
  }

  @Override
  public synchronized void ended(String run) {
    done++;
    if (bar != null) {
      bar.step();
    } else if (done * 10 / steps > (done - 1) * 10 / steps) {
      err.println(verb + ": " + done + " of " + steps + " done");
    }
  }

  @Override
  public synchronized void note(String line) {
    err.println(verb + ": " + line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.setExtraMessage("");
      bar.close();
    }
  }

  private static ProgressBar bar(String verb, long steps) {
    return new ProgressBarBuilder()
        .setTaskName(verb)
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(250)
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }
}
