package dev.tare.report;

import dev.tare.compare.ComparedSeries;
import dev.tare.compare.SideSummary;
import dev.tare.result.Direction;
import dev.tare.result.Replicate;
import dev.tare.result.SeriesKey;
import dev.tare.stats.Comparison;
import dev.tare.stats.Interval;
import dev.tare.stats.Judgement;
import dev.tare.stats.Summaries;
import dev.tare.stats.Verdicts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The figures of rows as people read them; benchmark names as short as these rows allow. */
public final class RowText {
  private static final String NONE = "-";

  private final ShortNames names;
  private final boolean several;

  RowText(List<ComparedSeries> rows) {
    names = new ShortNames(rows.stream().map(ComparedSeries::key).toList());
    several = haveSeveral(rows);
  }

  /** Tells whether environments tell rows apart: not those of the two sides of one comparison. */
  private static boolean haveSeveral(List<ComparedSeries> rows) {
    Set<Optional<String>> ofA = new HashSet<>();
    Set<Optional<String>> ofB = new HashSet<>();
    Set<SeriesKey> without = new HashSet<>();
    for (ComparedSeries row : rows) {
      (row.a().isPresent() ? ofA : ofB).add(row.key().environment());
      without.add(row.key().withEnvironment(Optional.empty()));
    }
    return ofA.size() > 1 || ofB.size() > 1 || without.size() < rows.size();
  }

  /** Class, method, parameters, threads, and the environment where the rows have several. */
  String benchmark(ComparedSeries row) {
    String place = several ? row.key().environment().orElse("") + " " : "";
    return OneLine.of(place + names.of(row.key()));
  }

  /** Returns what a sentence calls it. */
  String told(ComparedSeries row) {
    String place = several ? row.key().environment().orElse("") + " " : "";
    return OneLine.of(place + names.told(row.key()));
  }

  /** Returns the mode of a score, the name of a secondary metric. */
  static String metric(ComparedSeries row) {
    return OneLine.of(row.key().isPrimary() ? row.key().mode().label() : row.key().metric());
  }

  static String value(ComparedSeries row, Optional<SideSummary> side) {
    boolean known = side.isPresent() && !Double.isNaN(side.get().value());
    return known ? OneLine.of(Quantity.of(side.get().value(), row.unit().text())) : NONE;
  }

  /**
   * Returns how much B's value is above A's, whichever way is better: in percent, or in its unit
   * where a value of 0 leaves no ratio.
   */
  static String change(ComparedSeries row) {
    if (isDifference(row)) {
      double worse = row.comparison().get().d();
      double difference = row.direction() == Direction.HIGHER ? 0 - worse : worse;
      return (difference > 0 ? "+" : "") + Quantity.of(difference, row.unit().text());
    }
    return row.ratio()
        .map(known -> row.direction() == Direction.HIGHER ? -known.d() : known.d())
        .map(d -> Quantity.percent(Math.exp(d) - 1))
        .orElse(NONE);
  }

  /** Tells whether what is known of a row is a plain difference: then it has no ratio. */
  static boolean isDifference(ComparedSeries row) {
    return row.scale() == Summaries.Scale.ABSOLUTE && row.comparison().isPresent();
  }

  static String ratio(ComparedSeries row) {
    return row.ratio().map(known -> Quantity.times(known.ratio())).orElse(NONE);
  }

  static String interval(ComparedSeries row) {
    Optional<Interval> interval = row.ratio().filter(Comparison::tested).map(Comparison::ratioCi95);
    return interval.map(Quantity::times).orElse(NONE);
  }

  static String forks(ComparedSeries row) {
    return row.a().map(side -> String.valueOf(side.forks())).orElse(NONE)
        + "/"
        + row.b().map(side -> String.valueOf(side.forks())).orElse(NONE);
  }

  /** The verdict and its reason as people read them; a dash where a row has none. */
  public static String verdict(ComparedSeries row) {
    return row.judgement()
        .map(RowText::verdict)
        .map(said -> said.replace(Replicate.FORK.one(), row.replicate().one()))
        .orElse(NONE);
  }

  static String detectable(ComparedSeries row) {
    return row.detectable().isEmpty() ? NONE : share(row.detectable().getAsDouble());
  }

  /** Says why, what would help, and what speaks against the figures. */
  static String notes(ComparedSeries row) {
    List<String> notes = new ArrayList<>();
    if (!row.why().isEmpty()) {
      notes.add(row.why());
    }
    row.forksWanted()
        .ifPresent(n -> notes.add(isFew(row) ? first(n, row) : wanted(n, row) + " would tell"));
    notes.addAll(row.warnings());
    return OneLine.of(String.join("; ", notes));
  }

  /** Returns how many forks a verdict takes at the least. */
  static String first(int forks, ComparedSeries row) {
    return wanted(forks, row) + " come first (fewer do not say how many would tell)";
  }

  private static String wanted(int forks, ComparedSeries row) {
    return forks + " " + row.replicate().many() + " a side";
  }

  /** Tells whether there are too few forks to know how many would tell. */
  static boolean isFew(ComparedSeries row) {
    return row.forks() > 1 && row.forks() < Verdicts.MIN_FORKS_FOR_CHANGE;
  }

  /** Returns a fraction as a percentage without a sign: {@code 3 %}, {@code 0.4 %}. */
  static String share(double fraction) {
    double percent = fraction * 100;
    boolean oneDecimal = percent >= .1 && percent < 1e9;
    return Quantity.digits(oneDecimal ? Math.round(percent * 10) / 10.0 : percent) + " %";
  }

  private static String verdict(Judgement judgement) {
    return judgement.verdict().label()
        + judgement.reason().map(why -> " (" + words(why) + ")").orElse("");
  }

  /** Writes {@code too few forks} for TOO_FEW_FORKS. */
  static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
