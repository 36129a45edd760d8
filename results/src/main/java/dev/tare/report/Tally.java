package dev.tare.report;

import dev.tare.compare.ComparedSeries;
import dev.tare.stats.Comparison;
import dev.tare.stats.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Counts verdicts in a sentence, and says what would tell those that are open. */
final class Tally {
  private final List<Judged> judged;

  /**
   * Is one verdict.
   *
   * @param ratio NaN where there is none
   * @param text the ratio as it is printed
   */
  record Judged(String name, Verdict verdict, double ratio, String text) {}

  Tally(List<Judged> judged) {
    this.judged = judged;
  }

  /** Counts the scores among the rows that are judged. */
  static Tally scores(List<ComparedSeries> rows, Function<ComparedSeries, String> names) {
    return of(judged(rows, true), names);
  }

  /**
   * Returns what an answer counts: the scores that are judged, or where there are none, all that
   * is.
   */
  static List<ComparedSeries> counted(List<ComparedSeries> rows) {
    List<ComparedSeries> scores = judged(rows, true);
    return scores.isEmpty() ? judged(rows, false) : scores;
  }

  private static List<ComparedSeries> judged(List<ComparedSeries> rows, boolean scores) {
    return rows.stream()
        .filter(row -> row.gated() && row.judgement().isPresent())
        .filter(row -> row.key().isPrimary() == scores)
        .toList();
  }

  private static Tally of(List<ComparedSeries> rows, Function<ComparedSeries, String> names) {
    return new Tally(rows.stream().map(row -> judged(row, names.apply(row))).toList());
  }

  private static Judged judged(ComparedSeries row, String name) {
    return new Judged(
        name,
        row.judgement().orElseThrow().verdict(),
        row.ratio().map(Comparison::ratio).orElse(Double.NaN),
        RowText.ratio(row));
  }

  /**
   * Returns what a comparison comes to, in the words of every view: its scores, and what else is
   * judged where that is worse, or changed.
   */
  static String told(List<ComparedSeries> rows, Function<ComparedSeries, String> names) {
    Tally scores = scores(rows, names);
    Tally others = of(judged(rows, false), names);
    if (scores.size() == 0 && others.size() > 0) {
      return others.sentence("figures");
    }
    List<String> said = new ArrayList<>(List.of(scores.sentence("scores")));
    said.addAll(others.parts("other figures", Verdict.REGRESSED, Verdict.CHANGED));
    return String.join(", ", said);
  }

  /** Writes such as {@code worse in 2 of 5 scores (most: x, 1.5 times), no change in 3}. */
  String sentence(String what) {
    if (judged.isEmpty()) {
      return "nothing to compare";
    }
    return String.join(", ", parts(what, Verdict.values()));
  }

  private List<String> parts(String what, Verdict... verdicts) {
    List<String> parts = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      List<Judged> all = judged.stream().filter(one -> one.verdict() == verdict).toList();
      if (!all.isEmpty()) {
        String of = parts.isEmpty() ? " of " + judged.size() + " " + what : "";
        parts.add(verdict.label() + " in " + all.size() + of + most(all, verdict).orElse(""));
      }
    }
    return parts;
  }

  int size() {
    return judged.size();
  }

  long count(Verdict verdict) {
    return judged.stream().filter(one -> one.verdict() == verdict).count();
  }

  private static Optional<String> most(List<Judged> all, Verdict verdict) {
    int sign = verdict == Verdict.REGRESSED ? 1 : verdict == Verdict.IMPROVED ? -1 : 0;
    return all.stream()
        .filter(one -> sign != 0 && Double.isFinite(one.ratio()))
        .max(Comparator.comparingDouble(one -> sign * one.ratio()))
        .map(one -> " (" + (all.size() > 1 ? "most: " : "") + one.name() + ", " + one.text() + ")");
  }
}
