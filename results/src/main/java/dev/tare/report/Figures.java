package dev.tare.report;

import dev.tare.compare.ComparedSeries;
import dev.tare.compare.SideSummary;
import dev.tare.result.Unit;
import dev.tare.stats.Comparison;
import dev.tare.stats.Interval;
import java.util.Optional;

/** Numbers with their interval, forks and unit, as a report holds them. */
final class Figures {
  private static final String UNKNOWN = "interval unknown: one fork";
  private static final String NONE = "no interval: a value is 0 or less";

  private Figures() {}

  /** A metric that not all forks could give says of how many it is. */
  static ReportData.Figure of(SideSummary score, Unit unit) {
    if (!Double.isFinite(score.value())) {
      String text = score.forks() == 0 ? "-" : "not a finite number";
      return new ReportData.Figure(null, null, null, score.forks(), text, "-");
    }
    Interval known = score.ci95().filter(Interval::bounded).orElse(null);
    return new ReportData.Figure(
        score.value(),
        known == null ? null : known.low(),
        known == null ? null : known.high(),
        score.forks(),
        OneLine.of((Quantity.of(score.value(), unit.text()) + " " + score.someForks()).strip()),
        known == null ? noInterval(score) : Quantity.reach(score.value(), known));
  }

  private static String noInterval(SideSummary score) {
    return score.forks() > 1 ? NONE : UNKNOWN;
  }

  /** A row's ratio; absent where it has none. */
  static Optional<ReportData.Ratio> ratio(ComparedSeries row) {
    return row.ratio()
        .map(
            known -> {
              ReportData.Ratio plain = ratio(known);
              return new ReportData.Ratio(
                  plain.value(),
                  plain.low(),
                  plain.high(),
                  RowText.forks(row),
                  plain.text(),
                  plain.interval(),
                  row.judgement().map(judged -> judged.verdict().name()).orElse(null),
                  row.judgement().flatMap(judged -> judged.reason()).map(Enum::name).orElse(null),
                  row.judgement().isPresent() ? RowText.verdict(row) : null,
                  row.detectable().isPresent() ? RowText.detectable(row) : null,
                  row.judgement().isPresent() ? RowText.notes(row) : null,
                  row.forksWanted().isPresent() ? row.forksWanted().getAsInt() : null);
            });
  }

  /** A comparison that is turned so that more is worse. */
  static ReportData.Ratio ratio(Comparison comparison) {
    Interval interval = comparison.ratioCi95();
    boolean tested = comparison.tested();
    return new ReportData.Ratio(
        comparison.ratio(),
        tested ? interval.low() : null,
        tested ? interval.high() : null,
        comparison.forksA() + "/" + comparison.forksB(),
        Quantity.times(comparison.ratio()),
        tested ? Quantity.times(interval) : UNKNOWN,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
