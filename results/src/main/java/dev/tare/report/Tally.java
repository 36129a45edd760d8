package dev.tare.report;

import dev.tare.compare.Row;
import dev.tare.stats.Comparison;
import dev.tare.stats.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Counts verdicts in a sentence, and says what would tell those that are open. */
final class Tally {
  private final List<Judged> judged;

  /**
   * One verdict.
   *
   * @param ratio NaN where there is none
   * @param text the ratio as it is printed
   * @param forksWanted how many forks a side would tell; null where nothing is open
   */
  record Judged(String name, Verdict verdict, double ratio, String text, Integer forksWanted) {}

  Tally(List<Judged> judged) {
    this.judged = judged;
  }

  /** Counts the scores among the rows that are judged. */
  static Tally scores(List<Row> rows, Function<Row, String> names) {
    return of(rows, row -> row.key().isPrimary(), names);
  }

  private static Tally of(List<Row> rows, Predicate<Row> which, Function<Row, String> names) {
    return new Tally(
        rows.stream()
            .filter(row -> row.gated() && row.judgement().isPresent() && which.test(row))
            .map(row -> judged(row, names.apply(row)))
            .toList());
  }

  private static Judged judged(Row row, String name) {
    return new Judged(
        name,
        row.judgement().orElseThrow().verdict(),
        row.ratio().map(Comparison::ratio).orElse(Double.NaN),
        RowText.ratio(row),
        row.forksWanted().isPresent() ? row.forksWanted().getAsInt() : null);
  }

  /**
   * Returns what a comparison comes to, in the words of every view: its scores, and what else is
   * judged where that is worse.
   */
  static String told(List<Row> rows, Function<Row, String> names) {
    Tally scores = scores(rows, names);
    Tally others = of(rows, row -> !row.key().isPrimary(), names);
    if (scores.size() == 0 && others.size() > 0) {
      return others.sentence("figures");
    }
    return scores.sentence("scores") + others.worse("other figures").map(", "::concat).orElse("");
  }

  /** {@code worse in 2 of 5 scores (most: x, 1.5 times), no change in 3}. */
  String sentence(String what) {
    if (judged.isEmpty()) {
      return "nothing to compare";
    }
    List<String> parts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      List<Judged> all = judged.stream().filter(one -> one.verdict() == verdict).toList();
      if (!all.isEmpty()) {
        String of = parts.isEmpty() ? " of " + judged.size() + " " + what : "";
        parts.add(verdict.label() + " in " + all.size() + of + most(all, verdict).orElse(""));
      }
    }
    return String.join(", ", parts);
  }

  int size() {
    return judged.size();
  }

  long count(Verdict verdict) {
    return judged.stream().filter(one -> one.verdict() == verdict).count();
  }

  /** {@code worse in 1 of 2 percentiles (x p99, 4 times)}; absent where nothing is. */
  Optional<String> worse(String what) {
    List<Judged> all = judged.stream().filter(one -> one.verdict() == Verdict.REGRESSED).toList();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Verdict.REGRESSED.label()
                + " in "
                + all.size()
                + " of "
                + judged.size()
                + " "
                + what
                + most(all, Verdict.REGRESSED).orElse(""));
  }

  private static Optional<String> most(List<Judged> all, Verdict verdict) {
    int sign = verdict == Verdict.REGRESSED ? 1 : verdict == Verdict.IMPROVED ? -1 : 0;
    return all.stream()
        .filter(one -> sign != 0 && Double.isFinite(one.ratio()))
        .max(Comparator.comparingDouble(one -> sign * one.ratio()))
        .map(one -> " (" + (all.size() > 1 ? "most: " : "") + one.name() + ", " + one.text() + ")");
  }

  /** Tells whether something is open that more forks alone would not tell. */
  boolean needsQuiet() {
    return judged.stream().anyMatch(one -> one.verdict() == Verdict.INCONCLUSIVE);
  }

  /**
   * Returns how many forks a side would tell half of what is open; absent where that is not known.
   */
  Optional<Integer> forksForHalf() {
    List<Integer> wanted = wanted();
    return wanted.isEmpty() ? Optional.empty() : Optional.of(wanted.get(wanted.size() / 2));
  }

  /**
   * Returns what so many forks would tell.
   *
   * @param forks a side
   */
  String told(int forks) {
    List<Integer> wanted = wanted();
    long told = wanted.stream().filter(one -> one <= forks).count();
    long open = judged.stream().filter(one -> one.verdict() == Verdict.INCONCLUSIVE).count();
    return forks
        + " forks a side would tell "
        + (open == 1 ? "the one that is open" : told + " of " + open + " that are open");
  }

  private List<Integer> wanted() {
    return judged.stream().map(Judged::forksWanted).filter(Objects::nonNull).sorted().toList();
  }
}
