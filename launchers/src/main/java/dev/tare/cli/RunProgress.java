package dev.tare.cli;

import dev.tare.bench.run.Finished;
import dev.tare.bench.run.RunListener;
import dev.tare.experiment.Progress;
import dev.tare.experiment.matrix.MatrixListener;
import dev.tare.result.Slot;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * How far a run is, what it measures now, and how long the rest will take: a bar on a terminal; for
 * a log, which has no use for a bar, a line a step.
 */
final class RunProgress implements MatrixListener, Progress.Listener, RunListener, AutoCloseable {
  private static final int PERCENT = 100;
  private static final int TENTHS = 10;

  private final String verb;
  private final int blocks;
  private final PrintWriter err;
  private final ProgressBar bar;
  private final long startNs = System.nanoTime();
  private long steps;
  private long done;
  private String where = "";

  private RunProgress(String verb, long steps, int blocks, PrintWriter err) {
    this.verb = verb;
    this.steps = steps;
    this.blocks = blocks;
    this.err = err;
    this.bar = System.console() == null ? null : bar(verb, steps);
  }

  /**
   * Of a run that is made of forks.
   *
   * @param forks that are to come, as far as is known
   * @param blocks that the run has
   */
  static RunProgress ofForks(String verb, long forks, int blocks, PrintWriter err) {
    return new RunProgress(verb, forks, blocks, err);
  }

  /** Of a run that knows itself how far it is. */
  static RunProgress ofShares(String verb, PrintWriter err) {
    return new RunProgress(verb, PERCENT, 0, err);
  }

  @Override
  public synchronized void step(String what, double share, Duration left) {
    done = Math.round(PERCENT * share);
    if (bar == null) {
      print(verb + ": " + done + " %, " + left(left) + what);
    } else {
      bar.stepTo(done);
      bar.setExtraMessage(what);
    }
  }

  /** There will be more forks than was known. */
  synchronized void more(long forks) {
    steps += forks;
    if (bar != null) {
      bar.maxHint(steps);
    }
  }

  @Override
  public void visiting(Slot slot) {
    visiting(slot.environment(), slot.block());
  }

  private synchronized void visiting(String environment, int block) {
    where = "block " + (block + 1) + "/" + Math.max(blocks, block + 1) + " " + environment;
    if (bar == null) {
      print(verb + ": " + where + ", " + done + " of " + steps + " done" + left());
    } else {
      bar.setExtraMessage(where);
    }
  }

  @Override
  public synchronized void started(String run) {
    if (bar != null) {
      bar.setExtraMessage((where + " " + shortName(run)).strip());
    }
  }

  @Override
  public void started(BenchmarkParams params) {
    started(params.getBenchmark());
  }

  @Override
  public synchronized void ended(String run) {
    done++;
    if (bar != null) {
      bar.step();
    }
  }

  /** JMH tells of no visits: then a line for each tenth of the way. */
  @Override
  public synchronized void ended(Finished benchmark) {
    ended(benchmark.runId());
    if (bar == null && done * TENTHS / steps > (done - 1) * TENTHS / steps) {
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

  private String left() {
    if (done == 0) {
      return "";
    }
    Duration left = Duration.ofNanos((System.nanoTime() - startNs) / done * (steps - done));
    return ", about " + left.toMinutes() + " min " + left.toSecondsPart() + " s left";
  }

  private static String left(Duration left) {
    if (left.isZero()) {
      return "";
    }
    long seconds = Math.max(1, left.toSeconds());
    return (seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min") + " left, ";
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

  /** Class and method of {@code dev.tare.bench.cpu.Prime.events(limit=30000):thrpt:t1}. */
  private static String shortName(String run) {
    String[] parts = run.replaceFirst("[(:].*", "").split("\\.");
    return parts.length < 2 ? run : parts[parts.length - 2] + "." + parts[parts.length - 1];
  }
}
