package dev.tare.experiment.network;

import dev.tare.compare.Calibrations;
import dev.tare.compare.CompareOptions;
import dev.tare.compare.ComparedSeries;
import dev.tare.compare.MeasuredEnvironment;
import dev.tare.compare.SeriesSummary;
import dev.tare.compare.Summary;
import dev.tare.experiment.Emulation;
import dev.tare.result.Run;
import dev.tare.result.SeriesKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Describes what a run of the experiment measured, found by path and benchmark.
 *
 * @param paths in the order of the tables; the first is what the others are compared with
 */
record PathFigures(Run run, Summary summary, List<String> paths) {
  /**
   * @param known calibrations of the places where it may have been measured
   */
  PathFigures(Run run, List<String> paths, Calibrations known) {
    this(
        run,
        Summary.of(
            List.of(run),
            paths.stream().findFirst(),
            CompareOptions.DEFAULT.withCalibrations(known)),
        paths);
  }

  /** Returns the scores of a pattern, case by case, and in each path by path. */
  List<PathScore> scores(NetPattern pattern) {
    return run.series().stream()
        .filter(one -> one.key().isPrimary() && !one.forks().isEmpty())
        .filter(one -> NetPattern.of(one.key().benchmark()).filter(pattern::equals).isPresent())
        .map(one -> new PathScore(this, pattern, one))
        .sorted(
            Comparator.comparing(PathScore::what).thenComparing(one -> paths.indexOf(one.path())))
        .toList();
  }

  String called(String path) {
    return Emulation.name(path, isEmulated(path));
  }

  /** Tells whether a path's CPUs are emulated: then its figures say nothing about KVM. */
  boolean isEmulated(String path) {
    return run.environments().get(path).emulated().orElse(false);
  }

  Optional<ComparedSeries> row(SeriesKey key) {
    return place(key).flatMap(place -> summary.row(place, key));
  }

  Optional<SeriesSummary> summarised(SeriesKey key) {
    return place(key).flatMap(place -> summary.series(place, key));
  }

  private Optional<MeasuredEnvironment> place(SeriesKey key) {
    String path = PathScore.path(key);
    return summary.places().stream().filter(one -> one.stack().equals(path)).findFirst();
  }
}
