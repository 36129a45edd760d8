package dev.tare.compare;

import dev.tare.result.Direction;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.ChangePoints;
import dev.tare.stats.Comparison;
import dev.tare.stats.ForkScore;
import dev.tare.stats.Welch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Is the same benchmarks in one run after the other: what each scored, and where that shifted. One
 * score of a run is one value, since the forks of a run share its machine and its hour.
 *
 * @param runs their names, in the order of time
 * @param tracks by benchmark, those with shifts first; of a benchmark whose unit became one that
 *     cannot be converted, one for each
 * @param warnings what a reader of runs has to know, with the names of those it is said of
 */
public record History(List<String> runs, List<Track> tracks, Map<String, List<String>> warnings) {
  public History {
    runs = List.copyOf(runs);
    tracks = List.copyOf(tracks);
    warnings = Collections.unmodifiableMap(new LinkedHashMap<>(warnings));
  }

  /**
   * One benchmark through the runs that have it.
   *
   * @param series of the last run that has it, its unit that of all points
   * @param apart whether other runs have the same benchmark in a unit that cannot be converted
   * @param points in the order of the runs
   * @param leftOut those of runs in which a fork is not above 0 or no number, which has no ratio
   * @param shifts in the same order
   */
  public record Track(
      Series series, boolean apart, List<Point> points, List<Point> leftOut, List<Shift> shifts) {
    public Track {
      points = List.copyOf(points);
      leftOut = List.copyOf(leftOut);
      shifts = List.copyOf(shifts);
    }

    /** Tells whether there are points enough for a shift to be seen. */
    public boolean isJudged() {
      return points.size() >= ChangePoints.MIN_VALUES;
    }

    /** Tells whether a shift matters. */
    public boolean hasShifted() {
      return shifts.stream().anyMatch(Shift::matters);
    }
  }

  /** One run's score, in the series' unit; the number of the run from 0. */
  public record Point(int run, ForkScore score) {}

  /**
   * A shift between two stretches of runs.
   *
   * @param point the first one after it, by its number among the track's points
   * @param run the same, by the number of the run
   * @param change how many times as much it costs since: above 1 is worse, with its interval over
   *     the runs of the two stretches
   * @param before how many runs the stretch before has
   * @param since how many the one after
   * @param matters whether it reaches the smallest change that matters
   */
  public record Shift(
      int point, int run, Comparison change, int before, int since, boolean matters) {
    public boolean isWorse() {
      return change.ratio() > 1;
    }
  }

  /**
   * Looks through runs.
   *
   * @param names one a run
   * @param options which series, and from which change on it matters
   * @param seed of the permutations
   */
  public static History of(List<Run> runs, List<String> names, CompareOptions options, long seed) {
    Map<SeriesKey, Map<String, List<Found>>> found = new LinkedHashMap<>();
    Map<String, List<String>> warnings = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      for (String warning : runs.get(i).warnings()) {
        warnings.computeIfAbsent(warning, any -> new ArrayList<>()).add(names.get(i));
      }
      for (Series series : runs.get(i).series()) {
        if (options.selects(series) && options.judges(series)) {
          found
              .computeIfAbsent(series.key(), any -> new LinkedHashMap<>())
              .computeIfAbsent(series.unit().dimension(), any -> new ArrayList<>())
              .add(new Found(i, series));
        }
      }
    }
    List<Track> tracks = new ArrayList<>();
    for (Map<String, List<Found>> byDimension : found.values()) {
      boolean apart = byDimension.size() > 1;
      byDimension.values().forEach(own -> tracks.add(track(own, apart, options, seed)));
    }
    tracks.sort(Comparator.comparing(track -> !track.hasShifted()));
    return new History(names, tracks, warnings);
  }

  /** A series in the run with that number. */
  private record Found(int run, Series series) {}

  /** Makes one of series that are alike, in the unit of the last. */
  private static Track track(List<Found> own, boolean apart, CompareOptions options, long seed) {
    Series last = own.get(own.size() - 1).series();
    List<Point> points = new ArrayList<>();
    List<Point> leftOut = new ArrayList<>();
    for (Found one : own) {
      double[] forks = SeriesSummary.forkSummaries(one.series().in(last.unit()));
      boolean judged = forks.length > 0 && ForkScore.isPositive(forks);
      (judged ? points : leftOut).add(new Point(one.run(), ForkScore.of(forks)));
    }
    Map<String, String> unit = Map.of(SeriesKey.UNIT, last.unit().text());
    return new Track(
        apart ? last.withKey(last.key().withParams(unit)) : last,
        apart,
        points,
        leftOut,
        shifts(points, last.direction(), Math.log1p(options.tau(last.key())), seed));
  }

  /**
   * Finds them.
   *
   * @param tau from which difference of logarithms on one matters
   */
  private static List<Shift> shifts(
      List<Point> points, Direction direction, double tau, long seed) {
    List<Shift> shifts = new ArrayList<>();
    double[] logs = points.stream().mapToDouble(one -> Math.log(one.score().value())).toArray();
    List<Integer> ends = new ArrayList<>(ChangePoints.of(logs, seed));
    ends.add(logs.length);
    int from = 0;
    for (int i = 0; i + 1 < ends.size(); i++) {
      double[] before = Arrays.copyOfRange(logs, from, ends.get(i));
      double[] since = Arrays.copyOfRange(logs, ends.get(i), ends.get(i + 1));
      Comparison change = Welch.compare(before, since);
      change = direction == Direction.HIGHER ? change.negated() : change;
      boolean matters = Math.abs(Math.log(change.ratio())) >= tau;
      int run = points.get(ends.get(i)).run();
      shifts.add(new Shift(ends.get(i), run, change, before.length, since.length, matters));
      from = ends.get(i);
    }
    return shifts;
  }
}
