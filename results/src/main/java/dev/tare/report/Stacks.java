package dev.tare.report;

import dev.tare.compare.Observer;
import dev.tare.compare.SeriesSummary;
import dev.tare.result.Direction;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.Comparison;
import dev.tare.stats.Decomposition;
import dev.tare.stats.Paired;
import dev.tare.stats.Summaries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nested stacks taken apart: what each layer costs, where the run has bare and both layers alone.
 */
final class Stacks {
  private final ReportPlaces places;
  private final List<Map<SeriesKey, SeriesSummary>> seen = new ArrayList<>();

  private Stacks(ReportPlaces places) {
    this.places = places;
    for (Run run : places.runs()) {
      Observer observer = new Observer(run);
      Map<SeriesKey, SeriesSummary> scores = new HashMap<>();
      run.series().stream()
          .filter(one -> one.key().isPrimary())
          .forEach(one -> scores.put(ReportBuilder.plain(one.key()), observer.of(one)));
      seen.add(scores);
    }
  }

  static List<ReportData.Stack> of(ReportPlaces places, ShortNames names) {
    List<ReportData.Stack> all = new ArrayList<>();
    if (places.stacks().isEmpty() || !places.stacks().get(0).startsWith("bare")) {
      return all;
    }
    Stacks stacks = new Stacks(places);
    for (int nested = 0; nested < places.stacks().size(); nested++) {
      int slash = places.stacks().get(nested).lastIndexOf('/');
      int outer = slash < 0 ? -1 : stacks.at(places.stacks().get(nested).substring(0, slash));
      int inner = slash < 0 ? -1 : stacks.at(places.stacks().get(nested).substring(slash + 1));
      if (outer > 0 && inner > 0) {
        stacks.add(all, names, inner, outer, nested);
      }
    }
    return all;
  }

  /** The place of a stack in the first run; -1 where there is none. */
  private int at(String stack) {
    return places.stacks().indexOf(stack);
  }

  private void add(List<ReportData.Stack> all, ShortNames names, int inner, int outer, int nested) {
    List<String> called = places.places().stream().map(ReportData.Place::name).toList();
    for (Series series : places.runs().get(0).series()) {
      SeriesKey key = ReportBuilder.plain(series.key());
      if (key.isPrimary() && isEverywhere(key, inner, outer, nested)) {
        Decomposition parts =
            decompose(series.direction(), key, new int[] {0, inner, outer, nested});
        String deep = called.get(nested);
        all.add(
            new ReportData.Stack(
                deep,
                OneLine.of(names.subject(key)),
                OneLine.of(names.of(key)),
                List.of(
                    step(called.get(0) + " \u2192 " + called.get(inner), parts.inner()),
                    step(called.get(0) + " \u2192 " + called.get(outer), parts.outer()),
                    step(called.get(outer) + " \u2192 " + deep, parts.nested()),
                    step(called.get(0) + " \u2192 " + deep, parts.total()),
                    step("interaction", parts.interaction()))));
      }
    }
  }

  private boolean isEverywhere(SeriesKey key, int... four) {
    return Arrays.stream(four)
            .mapToObj(place -> seen.get(place).get(key))
            .allMatch(one -> one != null && one.forks().length > 0 && isPositive(one))
        && isPositive(seen.get(0).get(key))
        && seen.get(0).get(key).forks().length > 0;
  }

  private static boolean isPositive(SeriesSummary one) {
    return Summaries.of(one.forks(), new double[0]).scale() == Summaries.Scale.LOG;
  }

  private Decomposition decompose(Direction direction, SeriesKey key, int[] four) {
    List<SeriesSummary> all = new ArrayList<>();
    double[][] logs = new double[four.length][];
    double sign = direction == Direction.HIGHER ? -1 : 1;
    for (int i = 0; i < four.length; i++) {
      SeriesSummary one = seen.get(four[i]).get(key);
      all.add(one);
      logs[i] = Arrays.stream(one.forks()).map(value -> sign * Math.log(value)).toArray();
    }
    return shareBlocks(all)
        ? Decomposition.paired(logs[0], logs[1], logs[2], logs[3])
        : Decomposition.of(logs[0], logs[1], logs[2], logs[3]);
  }

  private static boolean shareBlocks(List<SeriesSummary> all) {
    int[] first = all.get(0).blocks();
    return first.length >= Paired.MIN_BLOCKS
        && Arrays.stream(first).distinct().count() == first.length
        && all.stream().allMatch(one -> Arrays.equals(one.blocks(), first));
  }

  private static ReportData.Step step(String label, Comparison comparison) {
    return new ReportData.Step(label, Figures.ratio(comparison));
  }
}
