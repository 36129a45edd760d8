package dev.tare.experiment;

import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Runs one trial and hands on what its forks give, at once. Where a meter measures from outside,
 * every fork waits at the barrier once it is warm, until the meter has begun.
 */
public final class MeteredTrial implements TrialListener {
  private final Optional<ForkMeter> meter;
  private final Results results;
  private final Consumer<String> console;
  private Trial running;
  private IOException broken;

  /** Takes what a trial gives, at once. */
  public interface Results {
    /** Something was told that is no fork's result. */
    default void told(TrialEvent event) throws IOException {}

    /**
     * A fork gave something.
     *
     * @param jmh JMH's document with what was measured from outside
     */
    void given(TrialEvent.Ended ended, String jmh) throws IOException;

    /** A fork failed. */
    void failed(String run, String why) throws IOException;

    /** A fork crashed, and is run again. */
    void crashed(String run, String why) throws IOException;
  }

  /**
   * @param meter what measures each fork; the trial has a barrier then
   * @param console gets what the trial's benchmarks print
   */
  public MeteredTrial(Optional<ForkMeter> meter, Results results, Consumer<String> console) {
    this.meter = meter;
    this.results = results;
    this.console = console;
  }

  /**
   * Runs it to its end.
   *
   * @param over done when every fork left would wait in vain: it is ended then
   * @throws IOException where what it gave could not be taken
   */
  public TrialOutcome run(Environment environment, TrialTask task, CompletableFuture<?> over)
      throws IOException, InterruptedException {
    try (Trial trial = started(environment, task)) {
      over.thenRun(() -> end(trial));
      TrialOutcome outcome = trial.await();
      rethrow();
      return outcome;
    }
  }

  private synchronized Trial started(Environment environment, TrialTask task) throws IOException {
    running = new Trial(environment, task, this, task.patience());
    return running;
  }

  private synchronized Trial running() {
    return running;
  }

  private static void end(Trial trial) {
    try {
      trial.close();
    } catch (IOException e) {
      // It has ended by itself.
      return;
    }
  }

  @Override
  public void event(TrialEvent event) {
    try {
      if (event instanceof TrialEvent.Ready ready && meter.isPresent()) {
        meter.get().ready(ready.run());
        running().go();
      } else if (event instanceof TrialEvent.Iterated one && meter.isPresent()) {
        meter.get().iterated(one);
      } else if (event instanceof TrialEvent.Ended ended) {
        ended(ended);
      } else {
        results.told(event);
      }
    } catch (IOException e) {
      stop(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(new LaunchException("interrupted", e));
    }
  }

  private void ended(TrialEvent.Ended ended) throws IOException {
    if (ended.failure().isPresent()) {
      results.failed(ended.run(), ended.failure().get());
    } else {
      Optional<String> jmh = metered(ended);
      if (jmh.isPresent()) {
        results.given(ended, jmh.get());
      }
    }
  }

  /** JMH's document with what was measured from outside; absent where that failed. */
  private Optional<String> metered(TrialEvent.Ended ended) throws IOException {
    if (meter.isEmpty()) {
      return Optional.of(ended.jmh());
    }
    ForkJson fork = new ForkJson(ended.jmh());
    try {
      return Optional.of(fork.with(meter.get().ended(ended.run(), fork)));
    } catch (IOException e) {
      results.failed(ended.run(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  @Override
  public void again(String run, String why) {
    try {
      results.crashed(run, why);
    } catch (IOException e) {
      stop(e);
    }
  }

  @Override
  public void console(String line) {
    console.accept(line);
  }

  private synchronized void stop(IOException cause) {
    broken = broken == null ? cause : broken;
    try {
      running.close();
    } catch (IOException e) {
      broken.addSuppressed(e);
    }
  }

  private synchronized void rethrow() throws IOException {
    if (broken != null) {
      throw broken;
    }
  }
}
