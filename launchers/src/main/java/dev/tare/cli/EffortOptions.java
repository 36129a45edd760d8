package dev.tare.cli;

import dev.tare.experiment.judge.Interleaved;
import dev.tare.result.Judging;
import dev.tare.stats.Verdicts;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** The options of {@code gate --run} that say how much it may cost. */
final class EffortOptions {
  /** The least that a verdict takes. */
  private static final int LEAST_BLOCKS = Verdicts.MIN_FORKS_FOR_CHANGE;

  private static final double MS = 1e3;

  @Option(
      names = "--looks",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "How often it is looked at what the forks tell, 1 to 4: after each but"
              + " the last, what is inconclusive gets more forks (default: 4).")
  private int looks;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = DurationText.class,
      description =
          "How long all of it may take, such as 10m: the looks are laid out over that time, and"
              + " what is decided early is measured no more, what is open for as long as there is"
              + " time (default: --blocks, and 5 forks more after each look).")
  private Duration budget;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      converter = DurationText.class,
      description =
          "How long a jar may print nothing (default: 10m), or a run of a command may take"
              + " (default: 1m), before it is ended.")
  private Duration limit;

  /** Refuses what is not 1 to 4. */
  int looks() {
    if (looks < 1 || looks > Judging.LOOKS) {
      throw new UsageFailure("--looks " + looks + ": 1 to " + Judging.LOOKS);
    }
    return looks;
  }

  boolean hasBudget() {
    return budget != null;
  }

  OptionalLong budgetMs() {
    return budget == null ? OptionalLong.empty() : OptionalLong.of(budget.toMillis());
  }

  Optional<Duration> limit() {
    return Optional.ofNullable(limit);
  }

  /**
   * The blocks of each look, settled before anything is measured.
   *
   * @param usual without a budget
   * @param seconds that a block takes; absent where nobody knows: then each look has the least
   */
  Judging staged(Judging usual, OptionalDouble seconds) {
    if (budget == null) {
      return usual;
    }
    if (seconds.isEmpty()) {
      return usual.staged(LEAST_BLOCKS, LEAST_BLOCKS);
    }
    double blockSeconds = seconds.getAsDouble();
    int all = (int) Math.min(Interleaved.MOST_BLOCKS, budget.toMillis() / MS / blockSeconds);
    if (all < LEAST_BLOCKS) {
      throw new UsageFailure(
          "--budget %ss: %s forks a side, the least that a verdict takes, need about %ss"
              .formatted(
                  budget.toSeconds(), LEAST_BLOCKS, Math.round(LEAST_BLOCKS * blockSeconds)));
    }
    int first = Math.max(LEAST_BLOCKS, all / looks());
    return looks() == 1
        ? usual.staged(all, 1)
        : usual.staged(first, Math.max(1, (all - first) / (looks() - 1)));
  }
}
