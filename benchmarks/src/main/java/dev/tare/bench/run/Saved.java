package dev.tare.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the result file up to date while a run goes on, and once more when the run is interrupted:
 * what was finished is never lost.
 */
final class Saved implements RunListener, AutoCloseable {
  private final ResultFile file;
  private final PrintStream err;
  private final Thread hook = new Thread(this::interrupted, "save what is finished");
  private final List<Finished> ended = new ArrayList<>();
  private CapturedRun run;
  private boolean writeFailed;

  /**
   * @param file may be null: then nothing is saved
   */
  Saved(ResultFile file, PrintStream err) {
    this.file = file;
    this.err = err;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  void follow(CapturedRun followed) {
    run = followed;
  }

  @Override
  public synchronized void ended(Finished benchmark) {
    ended.add(benchmark);
    save();
  }

  /** The run is over: all its benchmarks, saved. */
  List<Finished> finish() {
    List<Finished> all = run.soFar();
    // JMH has just written its own file, without the finished forks of what failed.
    if (all.stream().anyMatch(benchmark -> !benchmark.isComplete())) {
      save();
    }
    return all;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The shutdown that the hook is for has begun.
      return;
    }
  }

  private synchronized void save() {
    if (file == null || writeFailed) {
      return;
    }
    try {
      file.write(ended);
    } catch (IOException e) {
      writeFailed = true;
      err.println("tare: results are not saved: " + e.getMessage());
    }
  }

  private void interrupted() {
    if (run != null && file != null) {
      run.soFar();
      err.println("tare: interrupted; what was finished is in " + file.file());
    }
  }
}
