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
 * One of several environments that are visited at the same time: its visit, and what was heard of
 * it and when. Closing it ends the visit and the environment.
 */
public final class BackgroundLoad implements AutoCloseable {
  private final String role;
  private final Environment environment;
  private final LongSupplier clock;
  private final List<Slice> slices = new ArrayList<>();
  private final List<VisitEvent.Ended> results = new ArrayList<>();
  private final List<Consumer<Slice>> sliceListeners = new ArrayList<>();
  private Visit visit;
  private Consumer<String> console = line -> {};
  private Optional<Long> wentNs = Optional.empty();
  private Optional<Long> endedNs = Optional.empty();

  /**
   * @param role what it is called in messages and results
   * @param environment from now on belongs to this
   * @param clock ns, of {@link System#nanoTime} but in tests
   */
  public BackgroundLoad(String role, Environment environment, LongSupplier clock) {
    this.role = role;
    this.environment = environment;
    this.clock = clock;
  }

  public String role() {
    return role;
  }

  public Environment environment() {
    return environment;
  }

  /** What the visit's benchmarks print goes there. */
  public BackgroundLoad withConsole(Consumer<String> lines) {
    console = lines;
    return this;
  }

  /** Is told of each measured iteration as it ends, from the visit's thread. */
  public BackgroundLoad onSlice(Consumer<Slice> listener) {
    sliceListeners.add(listener);
    return this;
  }

  /**
   * Starts the visit; with a barrier it waits there once it is warm.
   *
   * @param patience how long nothing may be heard
   */
  public void start(VisitPlan plan, Duration patience) throws IOException {
    visit = Visit.start(environment, plan, new Ear(), patience);
  }

  /** Whether it came to the barrier; false where its visit ended before. */
  public boolean awaitReady() throws InterruptedException {
    return environment.isDry() || visit.awaitReady();
  }

  /** Lets it pass the barrier; of one that has ended meanwhile its outcome tells. */
  public void go() throws IOException {
    synchronized (this) {
      wentNs = Optional.of(clock.getAsLong());
    }
    try {
      visit.go();
    } catch (IOException e) {
      if (visit.isRunning()) {
        throw e;
      }
    }
  }

  /** Whether its visit was started and has not ended. */
  public boolean isRunning() {
    return visit != null && visit.isRunning();
  }

  /** Waits for the end of the visit. */
  public VisitOutcome await() throws InterruptedException {
    VisitOutcome outcome = visit.await();
    ended();
    return outcome;
  }

  /** Ends the visit, whatever it is doing; the environment stays. */
  public void stop() throws IOException {
    ended();
    visit.close();
  }

  /** The measured iterations so far, in their order. */
  public synchronized List<Slice> slices() {
    return List.copyOf(slices);
  }

  /** What the visit's benchmarks gave so far, as JMH wrote it. */
  public synchronized List<VisitEvent.Ended> results() {
    return List.copyOf(results);
  }

  /** When it passed the barrier, until it ended or until now; absent before the barrier. */
  public synchronized Optional<Span> span() {
    return wentNs.map(start -> new Span(start, endedNs.orElseGet(clock::getAsLong)));
  }

  /** Ends the visit and the environment, whatever it is doing; again it does nothing. */
  @Override
  public void close() throws IOException {
    ended();
    try {
      if (visit != null) {
        visit.close();
      }
    } finally {
      environment.close();
    }
  }

  private synchronized void ended() {
    endedNs = Optional.of(endedNs.orElseGet(clock::getAsLong));
  }

  private synchronized void heard(VisitEvent event) {
    if (event instanceof VisitEvent.Ended ended) {
      results.add(ended);
      // A fork's own end takes a moment longer than what it measured.
      long now = clock.getAsLong();
      endedNs = Optional.of(slices.isEmpty() ? now : slices.get(slices.size() - 1).endNs());
    } else if (event instanceof VisitEvent.Started) {
      endedNs = Optional.empty();
    }
  }

  /** Keeps what is heard, and when. */
  private final class Ear implements VisitListener {
    @Override
    public void event(VisitEvent event) {
      heard(event);
      if (event instanceof VisitEvent.Iterated one) {
        Slice slice = new Slice(clock.getAsLong(), one.score(), one.unit());
        synchronized (BackgroundLoad.this) {
          slices.add(slice);
        }
        sliceListeners.forEach(listener -> listener.accept(slice));
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
