package dev.tare.compare;

import dev.tare.result.Judging;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Says how long it takes to measure more, by how long it took so far.
 *
 * @param seconds of one fork of all that was measured; absent where a run does not say it
 * @param scores of which each fork is one more
 * @param timed whether it was the time that was settled, and not how many blocks there are
 */
public record Pace(OptionalDouble seconds, long scores, boolean timed) {
  /** Is how many forks {@code --profile standard} has. */
  public static final int STANDARD_FORKS = 10;

  /** Is how long each of them warms up and measures. */
  public static final int STANDARD_FORK_SECONDS = 8;

  /** That of runs, or of environments of theirs, together. */
  public static Pace of(List<Run> runs) {
    Set<Instant> seen = new HashSet<>();
    boolean known = true;
    double seconds = 0;
    for (Run run : runs) {
      OptionalDouble own = seconds(run);
      known &= own.isPresent();
      if (own.isPresent() && seen.add(run.started().orElseThrow())) {
        seconds += own.getAsDouble();
      }
    }
    long scores = runs.stream().mapToLong(run -> scores(run).size()).sum();
    boolean timed = runs.stream().anyMatch(run -> run.judging().filter(Judging::timed).isPresent());
    return new Pace(known ? OptionalDouble.of(seconds) : OptionalDouble.empty(), scores, timed);
  }

  private static OptionalDouble seconds(Run run) {
    int forks = scores(run).stream().mapToInt(one -> one.forks().size()).max().orElse(0);
    boolean known = forks > 0 && run.started().isPresent() && run.finished().isPresent();
    Optional<Duration> measured = known ? run.measured() : Optional.empty();
    return measured.isPresent()
        ? OptionalDouble.of((double) measured.get().toSeconds() / forks)
        : OptionalDouble.empty();
  }

  private static List<Series> scores(Run run) {
    return run.series().stream().filter(one -> one.key().isPrimary()).toList();
  }

  /** Returns how long so many forks take; absent where that is not known. */
  public Optional<Duration> of(int forks) {
    return duration(seconds.stream().map(each -> each * forks).findFirst());
  }

  /** Returns how long {@code --profile standard} takes. */
  public Optional<Duration> ofStandard() {
    double longer = (double) STANDARD_FORK_SECONDS * scores;
    return duration(seconds.stream().map(each -> (each + longer) * STANDARD_FORKS).findFirst());
  }

  private static Optional<Duration> duration(OptionalDouble seconds) {
    return seconds.isPresent()
        ? Optional.of(Duration.ofSeconds(Math.round(seconds.getAsDouble())))
        : Optional.empty();
  }
}
