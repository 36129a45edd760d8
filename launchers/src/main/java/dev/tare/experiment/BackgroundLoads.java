package dev.tare.experiment;

import dev.tare.launch.FailedStart;
import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Environments of the same kind that run trials at the same time: started together once all of them
 * are warm. Says how much of their time they shared. Closing it ends them all, the last first.
 */
public final class BackgroundLoads implements AutoCloseable {
  // Another thread may end them meanwhile.
  private final List<BackgroundLoad> all = new CopyOnWriteArrayList<>();
  private final List<BackgroundLoad> lost = new CopyOnWriteArrayList<>();

  /** Makes one environment more. */
  @FunctionalInterface
  public interface Maker {
    /** The environment of that name, with a trial yet to be started. */
    BackgroundLoad make(String role) throws IOException;
  }

  /** Describes whether the others go on without one that is lost. */
  @FunctionalInterface
  public interface Excuse {
    /**
     * Is asked once for each that is lost.
     *
     * @param why what is known of it, one line
     */
    boolean excuses(String role, String why) throws IOException;
  }

  /**
   * Makes them one after the other; a failure ends those that were made.
   *
   * @param roles one for each
   */
  public static BackgroundLoads make(List<String> roles, Maker maker) throws IOException {
    return make(roles, maker, (role, why) -> false);
  }

  /**
   * Makes them one after the other; a failure that is not excused ends those that were made.
   *
   * @param roles one for each
   */
  public static BackgroundLoads make(List<String> roles, Maker maker, Excuse excuse)
      throws IOException {
    BackgroundLoads made = new BackgroundLoads();
    return FailedStart.orClosed(
        made::close,
        () -> {
          for (String role : roles) {
            made.add(role, maker, excuse);
          }
          return made;
        });
  }

  private void add(String role, Maker maker, Excuse excuse) throws IOException {
    try {
      all.add(maker.make(role));
    } catch (LaunchException e) {
      if (!excuse.excuses(role, e.getMessage())) {
        throw e;
      }
    }
  }

  /** Returns it in the order in which they were made, without those that are lost. */
  public List<BackgroundLoad> all() {
    return List.copyOf(all);
  }

  public BackgroundLoad of(String role) {
    return all.stream().filter(one -> one.role().equals(role)).findFirst().orElseThrow();
  }

  /** One environment more, made by the caller; from now on it is ended with the others. */
  public void add(BackgroundLoad one) {
    all.add(one);
  }

  /** The others go on without this one; it is still ended with them. */
  public void lose(BackgroundLoad one) {
    all.remove(one);
    lost.add(one);
  }

  /** Starts the trials; each waits at its barrier, where its plan has one. */
  public void start(Function<BackgroundLoad, TrialPlan> plan, Duration patience)
      throws IOException {
    start(plan, patience, (role, why) -> false);
  }

  /** Starts the trials of those that can be; who cannot and is excused is lost. */
  public void start(Function<BackgroundLoad, TrialPlan> plan, Duration patience, Excuse excuse)
      throws IOException {
    for (BackgroundLoad one : all()) {
      try {
        one.start(plan.apply(one), patience);
      } catch (LaunchException e) {
        if (!excuse.excuses(one.role(), e.getMessage())) {
          throw e;
        }
        lose(one);
      }
    }
  }

  /**
   * Waits until all stand at the barrier.
   *
   * @return the first one whose trial ended before; absent when all are ready
   */
  public Optional<BackgroundLoad> awaitReady() throws InterruptedException {
    for (BackgroundLoad one : all) {
      if (!one.awaitReady()) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Lets all pass the barrier, one right after the other. */
  public void go() throws IOException {
    for (BackgroundLoad one : all) {
      one.go();
    }
  }

  /** Waits for the end of every trial, in their order. */
  public List<TrialOutcome> await() throws InterruptedException {
    List<TrialOutcome> outcomes = new ArrayList<>();
    for (BackgroundLoad one : all) {
      outcomes.add(one.await());
    }
    return outcomes;
  }

  /**
   * Tells how much of the time in which any of them measured all of them did.
   *
   * @return 0 to 1; absent where one of them never came to measure
   */
  public OptionalDouble overlap() {
    List<Span> spans = all.stream().flatMap(one -> one.span().stream()).toList();
    return spans.size() == all.size() ? Span.overlap(spans) : OptionalDouble.empty();
  }

  /**
   * Returns what a reader has to know of an overlap that is too small, one line; absent where it
   * will do.
   */
  public static Optional<String> warning(OptionalDouble overlap) {
    if (overlap.isPresent() && overlap.getAsDouble() >= Span.LEAST_OVERLAP) {
      return Optional.empty();
    }
    return Optional.of(
        overlap.isEmpty()
            ? "not all of them ran"
            : String.format(
                java.util.Locale.ROOT,
                "they ran together %.1f %% of the time, less than %.0f %%",
                // Rounded down, or it might be said to be less than itself.
                Math.floor(1000 * overlap.getAsDouble()) / 10,
                100 * Span.LEAST_OVERLAP));
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    List<BackgroundLoad> last = new ArrayList<>(lost);
    last.addAll(all);
    Collections.reverse(last);
    for (BackgroundLoad one : last) {
      try {
        one.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
