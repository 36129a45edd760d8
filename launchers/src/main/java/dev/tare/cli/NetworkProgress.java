package dev.tare.cli;

import dev.tare.experiment.network.NetworkListener;
import dev.tare.experiment.network.PathVariant;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Which path is measured, and the time left: a bar on a terminal, else a line a visit. */
final class NetworkProgress implements NetworkListener, AutoCloseable {
  private final PrintWriter err;
  private final int blocks;
  private final int steps;
  private final int visits;
  private final ProgressBar bar;
  private final long startNs = System.nanoTime();
  private int ended;

  /**
   * @param visits that are to come
   * @param perVisit forks of each
   */
  NetworkProgress(int visits, int perVisit, int blocks, PrintWriter err) {
    this.err = err;
    this.blocks = blocks;
    this.visits = visits;
    this.steps = visits * perVisit;
    this.bar = System.console() == null ? null : bar(steps);
  }

  @Override
  public synchronized void visiting(PathVariant variant, int block) {
    String where = "block " + (block + 1) + "/" + blocks + " " + variant.name();
    if (bar == null) {
      err.println("network: " + where + ", " + ended + " of " + visits + " visits done" + left());
    } else {
      bar.setExtraMessage(where);
    }
  }

  @Override
  public synchronized void proven(PathVariant variant, String proof) {
    say("network: " + variant.name() + " is proven: " + proof);
  }

  @Override
  public synchronized void measured(String run) {
    if (bar != null) {
      bar.step();
    }
  }

  @Override
  public synchronized void failed(PathVariant variant, String reason) {
    say("tare: " + variant.name() + ": " + reason);
  }

  @Override
  public synchronized void visited(PathVariant variant) {
    ended++;
    if (bar != null) {
      bar.stepTo((long) ended * steps / visits);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.setExtraMessage("");
      bar.close();
    }
  }

  private void say(String line) {
    err.println((bar == null ? "" : "\r") + line);
    err.flush();
  }

  private String left() {
    if (ended == 0) {
      return "";
    }
    long ns = (System.nanoTime() - startNs) / ended * (visits - ended);
    Duration left = Duration.ofNanos(ns);
    return ", about " + left.toMinutes() + " min " + left.toSecondsPart() + " s left";
  }

  private static ProgressBar bar(int steps) {
    return new ProgressBarBuilder()
        .setTaskName("network")
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(250)
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }
}
