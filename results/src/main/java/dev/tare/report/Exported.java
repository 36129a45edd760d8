package dev.tare.report;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.MeasuredEnvironment;
import dev.tare.compare.SeriesSummary;
import dev.tare.compare.SideSummary;
import dev.tare.compare.Summary;
import dev.tare.result.Direction;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.SeriesKey;
import dev.tare.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * One figure on its way to another tool: what a gate judges, which is scores, percentiles and the
 * like, and where the format is one of many units what it would judge if asked to. What only
 * explains these stays here.
 *
 * @param place where it was measured, called the same in every run; empty where a file does not say
 *     it
 * @param summary the figure
 */
record Exported(String place, SeriesSummary summary) {
  private static final MathContext WITHOUT_INTERVAL = new MathContext(3, RoundingMode.HALF_UP);

  /**
   * Returns all of them, in the order of places and of their files.
   *
   * @param manyUnits whether there is room for what is judged on request
   */
  static List<Exported> of(Summary summary, CompareOptions options, boolean manyUnits) {
    List<Exported> all = new ArrayList<>();
    List<MeasuredEnvironment> places = summary.places();
    List<String> stacks = places.stream().map(MeasuredEnvironment::stack).distinct().toList();
    // A lone file is no place, and of several the environment tells where no two have the same.
    boolean told =
        places.size() == 1 || stacks.size() == places.size() && !stacks.contains(Run.UNNAMED);
    for (MeasuredEnvironment place : places) {
      for (SeriesSummary one : summary.series(place)) {
        boolean goesOut =
            one.key().isPrimary()
                || options.judges(one.series())
                || manyUnits && Metrics.isJudgedOnRequest(one.key().metric());
        if (goesOut
            && options.selects(one.series())
            && one.score().forks() > 0
            && Double.isFinite(one.score().value())) {
          all.add(new Exported(told ? place.stack() : place.name(), one));
        }
      }
    }
    return all;
  }

  SeriesKey key() {
    return summary.key();
  }

  SideSummary figure() {
    return summary.score();
  }

  Direction direction() {
    return summary.series().direction();
  }

  String unit() {
    return summary.series().unit().text();
  }

  /** Returns which benchmark, where and how: what tells it from all others, but for the metric. */
  String name() {
    String run = key().benchmark() + key().paramsText() + " " + key().mode().label();
    String threads = key().threads() == 1 ? "" : ", " + key().threads() + " threads";
    return run + threads + (place.isEmpty() ? "" : " in " + place);
  }

  /**
   * A number with no more digits than its interval bears out, so that two runs that do not differ
   * print the same more often than not: the second digit of half the interval's width is the last,
   * or the second of its own where the interval is that wide.
   */
  String rounded(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    Interval interval = figure().ci95().filter(Interval::bounded).orElse(null);
    if (interval == null || !(interval.high() > interval.low())) {
      return exact.round(WITHOUT_INTERVAL).toPlainString();
    }
    BigDecimal half = BigDecimal.valueOf((interval.high() - interval.low()) / 2);
    int scale = half.scale() - half.precision() + 2;
    int own = exact.signum() == 0 ? scale : exact.scale() - exact.precision() + 2;
    return exact.setScale(Math.max(scale, own), RoundingMode.HALF_UP).toPlainString();
  }
}
