package dev.tare.experiment.judge;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.SeriesSummary;
import dev.tare.compare.Summary;
import dev.tare.result.Calibration;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.Tau;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a calibration of the two sides of an A/A run: the same thing, measured twice. */
public final class Calibrator {
  private Calibrator() {}

  /**
   * The spreads of all gated series of which there are forks enough.
   *
   * @param sides of one place, each with one environment
   * @return absent where no series has 20 forks
   */
  public static Optional<Calibration> of(List<Run> sides, Instant made) {
    Map<SeriesKey, List<Double>> logs = new LinkedHashMap<>();
    Map<SeriesKey, Optional<String>> stacks = new LinkedHashMap<>();
    for (Run side : sides) {
      Summary summary = Summary.of(side, CompareOptions.DEFAULT);
      for (SeriesSummary one : summary.series(summary.reference())) {
        Series series = one.series();
        if (series.gated()) {
          SeriesKey key = series.key().withEnvironment(Optional.empty());
          stacks.put(key, Calibration.stackOf(series.key(), side.factsOf(series)));
          List<Double> own = logs.computeIfAbsent(key, unused -> new ArrayList<>());
          Arrays.stream(one.forks()).map(Math::log).forEach(own::add);
        }
      }
    }
    List<Calibration.Spread> spreads = new ArrayList<>();
    logs.forEach(
        (key, own) -> {
          // A value of 0 or less has no logarithm, and is compared by its difference.
          boolean ratios = own.stream().allMatch(Double::isFinite);
          if (ratios && own.size() >= Tau.MIN_CALIBRATION_FORKS) {
            spreads.add(new Calibration.Spread(stacks.get(key), key.runId(), key.metric(), own));
          }
        });
    Facts place = Calibration.placeOf(sides.get(0).environments().values().iterator().next());
    return spreads.isEmpty()
        ? Optional.empty()
        : Optional.of(new Calibration(place, made, spreads));
  }
}
