package dev.tare.report;

import dev.tare.compare.ComparedSeries;
import dev.tare.compare.MeasuredEnvironment;
import dev.tare.compare.Pace;
import dev.tare.result.Replicate;
import dev.tare.result.Run;
import dev.tare.result.SeriesKey;
import dev.tare.result.StackName;
import dev.tare.stats.Power;
import dev.tare.stats.Summaries;
import dev.tare.stats.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what would tell more than was found, and how long that takes. */
final class Advice {
  /** Those layers that have a filter which can be left out. */
  private static final Set<String> FILTERED = Set.of("docker", "podman", "lxc");

  private static final String SECCOMP = "privileges.seccomp";

  private static final String ASSUMED = " (the spread, which one does not tell, taken as 2 %)";

  private final List<ComparedSeries> open;
  private final Pace pace;

  private Advice(List<ComparedSeries> rows, Pace pace) {
    open = rows.stream().filter(row -> row.is(Verdict.INCONCLUSIVE)).toList();
    this.pace = pace;
  }

  /**
   * Returns what would tell what a comparison leaves open; absent where nothing is.
   *
   * @param rows those that its answer counts
   */
  static Optional<String> of(List<ComparedSeries> rows, Pace pace) {
    Advice advice = new Advice(rows, pace);
    List<String> parts = new ArrayList<>();
    advice.forks().ifPresent(parts::add);
    advice.kept().ifPresent(parts::add);
    if (parts.isEmpty() && !advice.open.isEmpty()) {
      parts.add(quiet(advice.open.get(0).replicate()));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", parts));
  }

  private static String quiet(Replicate counted) {
    return "What is open needs steadier "
        + counted.many()
        + ", not more of them: a quieter host, or longer iterations.";
  }

  /** Returns which environment beside this one tells what made its system calls slower. */
  static Optional<String> cause(MeasuredEnvironment place, List<ComparedSeries> rows) {
    StackName stack = StackName.of(place.stack());
    StackName.Layer inside = stack.innermost();
    boolean filtered =
        FILTERED.contains(inside.name())
            && !inside.options().containsKey("seccomp")
            && place.facts().get(SECCOMP).filter(is -> !is.equals("filter")).isEmpty();
    boolean slower =
        rows.stream().anyMatch(row -> row.is(Verdict.REGRESSED) && isOfTheKernel(row.key()));
    return filtered && slower
        ? Optional.of(
            stack.withInnermost(inside.with("seccomp", "off")).text()
                + " beside it tells whether the filter of system calls is the cause.")
        : Optional.empty();
  }

  private static boolean isOfTheKernel(SeriesKey key) {
    return key.isPrimary() && key.benchmark().startsWith("dev.tare.bench.kernel.");
  }

  /** Returns what narrows the intervals of what is compared with nothing. */
  static String alone(List<Run> runs) {
    boolean ours = runs.stream().anyMatch(run -> run.started().isPresent());
    return "More forks narrow the intervals: "
        + (ours ? "--profile standard has " : "JMH's -f ")
        + Pace.STANDARD_FORKS
        + about(", about ", Pace.of(runs).ofStandard())
        + ".";
  }

  /** So many that half of what is open would be told, or one row, by how few forks tell it. */
  private Optional<String> forks() {
    List<ComparedSeries> wanting =
        open.stream()
            .filter(row -> row.forksWanted().isPresent())
            .sorted(Comparator.comparingInt(Advice::wanted))
            .toList();
    if (wanting.isEmpty()) {
      return Optional.empty();
    }
    ComparedSeries middle = wanting.get(wanting.size() / 2);
    int forks = wanted(middle);
    Replicate counted = wanting.get(0).replicate();
    List<ComparedSeries> told = wanting.stream().filter(row -> wanted(row) <= forks).toList();
    int more = forks - told.stream().mapToInt(ComparedSeries::forks).min().orElse(0);
    double change = told.stream().mapToDouble(row -> Power.worthFinding(row.tau())).max().orElse(0);
    String which =
        open.size() == 1
            ? "the one that is open"
            : told.size() + " of " + open.size() + " that are open";
    if (told.stream().allMatch(RowText::isFew)) {
      return Optional.of(RowText.first(forks, told.get(0)) + ": " + cost(forks) + ".");
    }
    return Optional.of(
        more
            + " more "
            + (more == 1 ? counted.one() : counted.many())
            + " a side would tell "
            + which
            + ", at "
            + RowText.share(change)
            + " or what was seen"
            + (isAssumed(middle) ? ASSUMED : "")
            + ": "
            + cost(forks)
            + ".");
  }

  private static boolean isAssumed(ComparedSeries row) {
    return row.forks() == 1 && row.scale() == Summaries.Scale.LOG;
  }

  private static int wanted(ComparedSeries row) {
    return row.forksWanted().orElseThrow();
  }

  private String cost(int forks) {
    return pace.of(forks)
        .map(time -> "about " + Quantity.about(time) + " with " + option(forks, time))
        .orElse(forks + " in all");
  }

  /** The one that was used: beside a time, blocks have no effect. */
  private String option(int forks, Duration time) {
    return pace.timed() ? "--budget " + (time.toMinutes() + 1) + "m" : "--blocks " + forks;
  }

  /** More forks in a guest that is kept are no more samples of it. */
  private Optional<String> kept() {
    return open.stream().noneMatch(ComparedSeries::oneSample)
        ? Optional.empty()
        : Optional.of(
            "A guest that is kept is one sample: --profile standard makes it anew for each of "
                + Pace.STANDARD_FORKS
                + " blocks"
                + about(", about ", pace.ofStandard())
                + ".");
  }

  private static String about(String before, Optional<Duration> time) {
    return time.map(known -> before + Quantity.about(known)).orElse("");
  }
}
