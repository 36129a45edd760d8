package dev.tare.cli;

import dev.tare.bench.run.Finished;
import dev.tare.bench.run.RunListener;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * A progress bar with the time left on a terminal; elsewhere a line for each benchmark that failed.
 */
final class QuickProgress implements RunListener, AutoCloseable {
  private final PrintWriter err;
  private final ProgressBar bar;

  /**
   * @param steps how many forks there will be
   */
  QuickProgress(int steps, PrintWriter err) {
    this.err = err;
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
    } else if (!benchmark.isComplete()) {
      err.println(benchmark.name() + " failed: " + benchmark.failure());
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
