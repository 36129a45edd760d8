package dev.tare.cli;

import dev.tare.bench.run.Finished;
import dev.tare.bench.run.RunListener;
import dev.tare.experiment.Progress;
import dev.tare.report.Quantity;
import dev.tare.result.RunNames;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Describes how far a run is, what it measures now, and how long the rest will take: a bar on a
 * terminal; for a log, which has no use for a bar, a line a step that is called otherwise than the
 * last.
 */
final class RunProgress implements Progress.Listener, RunListener, AutoCloseable {
  private static final int PERCENT = 100;
  private static final int TENTHS = 10;

  private final String verb;
  private final PrintWriter err;
  private final ProgressBar bar;
  private final long steps;
  private long done;
  private String where = "";

  private RunProgress(String verb, long steps, PrintWriter err) {
    this.verb = verb;
    this.steps = steps;
    this.err = err;
    this.bar = System.console() == null ? null : bar(verb, steps);
  }

  /**
   * Returns that of a run that is made of forks.
   *
   * @param forks that are to come
   */
  static RunProgress ofForks(String verb, long forks, PrintWriter err) {
    return new RunProgress(verb, forks, err);
  }

  /** Returns that of a run that knows itself how far it is. */
  static RunProgress ofShares(String verb, PrintWriter err) {
    return new RunProgress(verb, PERCENT, err);
  }

  @Override
  public synchronized void step(String what, double share, Duration left) {
    done = Math.round(PERCENT * share);
    boolean isNew = !what.equals(where);
    where = what;
    if (bar != null) {
      bar.stepTo(done);
      bar.setExtraMessage(what);
    } else if (isNew) {
      print(verb + ": " + done + " %, " + left(left) + what);
    }
  }

  @Override
  public synchronized void within(double share) {
    if (bar != null) {
      bar.stepTo(Math.round(PERCENT * share));
    }
  }

  @Override
  public synchronized void doing(String run) {
    if (bar != null) {
      bar.setExtraMessage((where + " " + RunNames.method(run)).strip());
    }
  }

  @Override
  public void started(BenchmarkParams params) {
    doing(params.getBenchmark());
  }

  /** JMH tells of no trials: then a line for each tenth of the way. */
  @Override
  public synchronized void ended(Finished benchmark) {
    done++;
    if (bar != null) {
      bar.step();
    } else if (done * TENTHS / steps > (done - 1) * TENTHS / steps) {
      print(verb + ": " + done + " of " + steps + " done");
    }
  }

  @Override
  public synchronized void note(String line) {
    aside("tare: " + line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.setExtraMessage("");
      bar.close();
    }
  }

  @Override
  public synchronized void say(String line) {
    aside(verb + ": " + line);
  }

  private void aside(String line) {
    print((bar == null ? "" : "\r") + line);
  }

  private void print(String line) {
    err.println(line);
    err.flush();
  }

  private static String left(Duration left) {
    return left.isZero() ? "" : Quantity.about(left) + " left, ";
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
