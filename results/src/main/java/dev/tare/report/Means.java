package dev.tare.report;

import dev.tare.stats.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The geometric means of ratios. */
final class Means {
  private Means() {}

  /** Returns that of ratios above 0, at least one. */
  static double geometric(double[] ratios) {
    return Math.exp(Arrays.stream(ratios).map(Math::log).average().orElseThrow());
  }

  /** The places with the mean of all their scores' ratios that can be compared. */
  static List<ReportData.Environment> of(
      List<ReportData.Environment> places, List<ReportData.Entry> entries) {
    List<ReportData.Environment> all = new ArrayList<>();
    for (int place = 0; place < places.size(); place++) {
      int own = place;
      double[] ratios =
          entries.stream()
              .flatMap(entry -> entry.sides().stream())
              .filter(side -> side.place() == own && side.ratio() != null)
              .filter(side -> !Verdict.NOT_COMPARABLE.name().equals(side.ratio().verdict()))
              .mapToDouble(side -> side.ratio().value())
              .toArray();
      all.add(ratios.length == 0 ? places.get(place) : places.get(place).withMean(of(ratios)));
    }
    return all;
  }

  private static ReportData.Mean of(double[] ratios) {
    double mean = geometric(ratios);
    return new ReportData.Mean(mean, ratios.length, Quantity.times(mean));
  }
}
