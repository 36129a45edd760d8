package dev.tare.report;

import dev.tare.compare.Row;
import dev.tare.result.Unit;
import dev.tare.stats.Comparison;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Interval;
import java.util.Arrays;
import java.util.Optional;

/** Numbers with their interval, forks and unit, as a report holds them. */
final class Figures {
  private static final String UNKNOWN = "interval unknown: one fork";
  private static final String NONE = "no interval: a value is 0 or less";

  private Figures() {}

  /** The middle of fork summaries: geometric where all are above 0, else their mean. */
  static ReportData.Figure of(double[] forks, Unit unit) {
    boolean usable = Arrays.stream(forks).allMatch(Double::isFinite);
    if (forks.length == 0 || !usable) {
      String text = forks.length == 0 ? "-" : "not a finite number";
      return new ReportData.Figure(null, null, null, forks.length, text, "-");
    }
    if (Arrays.stream(forks).anyMatch(value -> value <= 0)) {
      double mean = Arrays.stream(forks).average().orElseThrow();
      String text = Quantity.of(mean, unit.text());
      return new ReportData.Figure(mean, null, null, forks.length, text, NONE);
    }
    GeometricMean mean = GeometricMean.of(Arrays.stream(forks).map(Math::log).toArray());
    return of(mean.value(), mean.ci95(), mean.forks(), unit.text());
  }

  private static ReportData.Figure of(double value, Interval interval, int forks, String unit) {
    boolean bounded = interval.bounded() && forks > 1;
    return new ReportData.Figure(
        value,
        bounded ? interval.low() : null,
        bounded ? interval.high() : null,
        forks,
        OneLine.of(Quantity.of(value, unit)),
        bounded ? Quantity.reach(value, interval) : UNKNOWN);
  }

  /** The same of a metric that not all forks could give: then it says of how many it is. */
  static ReportData.Figure of(double[] forks, Unit unit, int all) {
    ReportData.Figure figure = of(forks, unit);
    return forks.length == 0 || forks.length >= all
        ? figure
        : new ReportData.Figure(
            figure.value(),
            figure.low(),
            figure.high(),
            figure.forks(),
            figure.text() + " (" + forks.length + " of " + all + " forks)",
            figure.interval());
  }

  /** A row's ratio; absent where it has none. */
  static Optional<ReportData.Ratio> ratio(Row row) {
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
