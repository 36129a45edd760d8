package dev.tare.cli;

import dev.tare.bench.run.Finished;
import dev.tare.bench.run.RunListener;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.openjdk.jmh.infra.BenchmarkParams;

/** A progress bar with the time left on a terminal; elsewhere a line now and then. */
final class QuickProgress implements RunListener, AutoCloseable {
  private final PrintWriter err;
  private final int steps;
  private final ProgressBar bar;
  private int done;

  /**
   * @param steps how many forks there will be
   */
  QuickProgress(int steps, PrintWriter err) {
    this.err = err;
    this.steps = steps;
    this.bar = System.console() == null ? null : bar(steps);
  }

  @Override
  public void started(BenchmarkParams params) {
    if (bar != null) {
      bar.setExtraMessage(shortName(params.getBenchmark()));
    }
  }

  @Override
  public void ended(Finished benchmark) {
    if (bar != null) {
      bar.step();
    } else {
      plainly();
    }
  }

  /** A log has no use for a bar: a line for each tenth of the way. */
  private void plainly() {
    done++;
    if (done * 10 / steps > (done - 1) * 10 / steps) {
      err.println("quick: " + done + " of " + steps + " done");
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.setExtraMessage("");
      bar.close();
    }
  }

  private static ProgressBar bar(int steps) {
    return new ProgressBarBuilder()
        .setTaskName("quick")
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(250)
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }

  private static String shortName(String benchmark) {
    String[] parts = benchmark.split("\\.");
    return parts.length < 2 ? benchmark : parts[parts.length - 2] + "." + parts[parts.length - 1];
  }
}
