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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Is the same benchmarks in one run after the other: what each scored, and where that shifted. One
 * score of a run is one value, since the forks of a run share its machine and its hour.
 *
 * @param runs their names, in the order of time
 * @param tracks by benchmark, those with shifts first
 */
public record History(List<String> runs, List<Track> tracks) {
  public History {
    runs = List.copyOf(runs);
    tracks = List.copyOf(tracks);
  }

  /**
   * One benchmark through the runs that have it.
   *
   * @param series of the last run that has it
   * @param points in the order of the runs
   * @param shifts in the same order
   */
  public record Track(Series series, List<Point> points, List<Shift> shifts) {
    public Track {
      points = List.copyOf(points);
      shifts = List.copyOf(shifts);
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
    Map<SeriesKey, List<Point>> points = new LinkedHashMap<>();
    Map<SeriesKey, Series> last = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      for (Series series : runs.get(i).series()) {
        if (options.selects(series) && options.judges(series)) {
          ForkScore score = ForkScore.of(SeriesSummary.forkSummaries(series));
          points.computeIfAbsent(series.key(), any -> new ArrayList<>()).add(new Point(i, score));
          last.put(series.key(), series);
        }
      }
    }
    List<Track> tracks = new ArrayList<>();
    points.forEach((key, own) -> tracks.add(track(last.get(key), own, options, seed)));
    tracks.sort(Comparator.comparing(track -> !track.hasShifted()));
    return new History(names, tracks);
  }

  private static Track track(Series series, List<Point> points, CompareOptions options, long seed) {
    List<Shift> shifts = new ArrayList<>();
    double[] values = points.stream().mapToDouble(point -> point.score().value()).toArray();
    if (ForkScore.isPositive(values)) {
      double[] logs = Arrays.stream(values).map(Math::log).toArray();
      List<Integer> ends = new ArrayList<>(ChangePoints.of(logs, seed));
      ends.add(logs.length);
      double tau = Math.log1p(options.tau(series.key()));
      int from = 0;
      for (int i = 0; i + 1 < ends.size(); i++) {
        double[] before = Arrays.copyOfRange(logs, from, ends.get(i));
        double[] since = Arrays.copyOfRange(logs, ends.get(i), ends.get(i + 1));
        Comparison change = Welch.compare(before, since);
        change = series.direction() == Direction.HIGHER ? change.negated() : change;
        boolean matters = Math.abs(Math.log(change.ratio())) >= tau;
        int run = points.get(ends.get(i)).run();
        shifts.add(new Shift(ends.get(i), run, change, before.length, since.length, matters));
        from = ends.get(i);
      }
    }
    return new Track(series, points, shifts);
  }
}
