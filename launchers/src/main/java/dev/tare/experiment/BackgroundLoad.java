package dev.tare.experiment;

import dev.tare.launch.Environment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One of several environments that measure at the same time: its trial, and what was heard of it
 * and when. One without a trial, which only serves, is always ready. Closing it ends the trial and
 * the environment.
 */
public final class BackgroundLoad implements AutoCloseable {
  private final String role;
  private final Environment environment;
  private final LongSupplier clock;
  private final Consumer<String> console;
  private final List<Slice> slices = new ArrayList<>();
  private final List<TrialEvent.Ended> results = new ArrayList<>();
  private Trial trial;
  private Optional<Long> wentNs = Optional.empty();
  private Optional<Long> endedNs = Optional.empty();

  /**
   * @param role what it is called in messages and results
   * @param environment from now on belongs to this
   * @param clock ns, of {@link System#nanoTime} but in tests
   * @param console gets what the trial's benchmarks print
   */
  BackgroundLoad(
      String role, Environment environment, LongSupplier clock, Consumer<String> console) {
    this.role = role;
    this.environment = environment;
    this.clock = clock;
    this.console = console;
  }

  public String role() {
    return role;
  }

  public Environment environment() {
    return environment;
  }

  /**
   * Starts the trial; with a barrier it waits there once it is warm.
   *
   * @param patience how long nothing may be heard
   */
  public void start(TrialPlan plan, Duration patience) throws IOException {
    trial = new Trial(environment, plan, new Ear(), patience);
  }

  /** Tells whether it came to the barrier; false where its trial ended before. */
  public boolean awaitReady() throws InterruptedException {
    return environment.isDry() || trial == null || trial.awaitReady();
  }

  /** Lets it pass the barrier; of one that has ended meanwhile its outcome tells. */
  public void go() throws IOException {
    synchronized (this) {
      wentNs = Optional.of(clock.getAsLong());
    }
    try {
      trial.go();
    } catch (IOException e) {
      if (trial.isRunning()) {
        throw e;
      }
    }
  }

  /** Tells whether its trial was started and has not ended. */
  public boolean isRunning() {
    return trial != null && trial.isRunning();
  }

  /** Waits for the end of the trial. */
  public TrialOutcome await() throws InterruptedException {
    TrialOutcome outcome = trial.await();
    ended();
    return outcome;
  }

  /** Ends the trial, whatever it is doing; the environment stays. */
  public void stop() throws IOException {
    ended();
    trial.close();
  }

  /** Returns the measured iterations so far, in their order. */
  public synchronized List<Slice> slices() {
    return List.copyOf(slices);
  }

  /** Returns what the trial's benchmarks gave so far, as JMH wrote it. */
  public synchronized List<TrialEvent.Ended> results() {
    return List.copyOf(results);
  }

  /** Returns the time since it passed the barrier until it ended, or until now; absent before. */
  public synchronized Optional<Span> span() {
    return wentNs.map(start -> new Span(start, endedNs.orElseGet(clock::getAsLong)));
  }

  /** Ends the trial and the environment, whatever it is doing; again it does nothing. */
  @Override
  public void close() throws IOException {
    ended();
    try {
      if (trial != null) {
        trial.close();
      }
    } finally {
      environment.close();
    }
  }

  private synchronized void ended() {
    endedNs = Optional.of(endedNs.orElseGet(clock::getAsLong));
  }

  private synchronized void heard(TrialEvent event) {
    if (event instanceof TrialEvent.Ended ended) {
      results.add(ended);
      // A fork's own end takes a moment longer than what it measured.
      long now = clock.getAsLong();
      endedNs = Optional.of(slices.isEmpty() ? now : slices.get(slices.size() - 1).endNs());
    } else if (event instanceof TrialEvent.Started) {
      endedNs = Optional.empty();
    }
  }

  private final class Ear implements TrialListener {
    @Override
    public void event(TrialEvent event) {
      heard(event);
      if (event instanceof TrialEvent.Iterated one) {
        Slice slice = new Slice(clock.getAsLong(), one.score(), one.unit());
        synchronized (BackgroundLoad.this) {
          slices.add(slice);
        }
      }
    }

    @Override
    public void again(String run, String why) {
      synchronized (BackgroundLoad.this) {
        // Those of the JVM that crashed.
        slices.clear();
      }
    }

    @Override
    public void console(String line) {
      console.accept(line);
    }
  }
}
