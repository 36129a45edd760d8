package dev.tare.cli;

import dev.tare.experiment.matrix.MatrixListener;
import dev.tare.result.Slot;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What runs where, the blocks done and the time left: a bar on a terminal, else a line a visit. */
final class MatrixProgress implements MatrixListener, AutoCloseable {
  private final PrintWriter err;
  private final int blocks;
  private final int steps;
  private final ProgressBar bar;
  private final long startNs = System.nanoTime();
  private int done;
  private String where = "";

  /**
   * @param steps benchmarks to run, over all visits
   */
  MatrixProgress(int steps, int blocks, PrintWriter err) {
    this.err = err;
    this.blocks = blocks;
    this.steps = steps;
    this.bar = System.console() == null ? null : bar(steps);
  }

  @Override
  public synchronized void visiting(Slot slot) {
    where = "block " + (slot.block() + 1) + "/" + blocks + " " + slot.environment();
    if (bar == null) {
      err.println("matrix: " + where + ", " + done + " of " + steps + " done" + left());
    } else {
      bar.setExtraMessage(where);
    }
  }

  @Override
  public synchronized void started(String run) {
    if (bar != null) {
      bar.setExtraMessage(where + " " + shortName(run));
    }
  }

  @Override
  public synchronized void ended(String run) {
    done++;
    if (bar != null) {
      bar.step();
    }
  }

  @Override
  public synchronized void note(String line) {
    err.println((bar == null ? "" : "\r") + "tare: " + line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.setExtraMessage("");
      bar.close();
    }
  }

  private String left() {
    if (done == 0) {
      return "";
    }
    long ns = (System.nanoTime() - startNs) / done * (steps - done);
    Duration left = Duration.ofNanos(ns);
    return ", about " + left.toMinutes() + " min " + left.toSecondsPart() + " s left";
  }

  private static ProgressBar bar(int steps) {
    return new ProgressBarBuilder()
        .setTaskName("matrix")
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
