package dev.tare.report;

import dev.tare.compare.MeasuredEnvironment;
import dev.tare.compare.SeriesSummary;
import dev.tare.compare.Summary;
import dev.tare.result.Direction;
import dev.tare.result.SeriesKey;
import dev.tare.result.StackName;
import dev.tare.stats.Comparison;
import dev.tare.stats.Decomposition;
import dev.tare.stats.Paired;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Nested stacks taken apart: what each layer costs, where the run has bare and both layers alone.
 */
final class Stacks {
  private static final String ARROW = " \u2192 ";

  private final Summary summary;

  private Stacks(Summary summary) {
    this.summary = summary;
  }

  static List<ReportData.Stack> of(Summary summary, ShortNames names) {
    List<ReportData.Stack> all = new ArrayList<>();
    if (!StackName.of(summary.reference().stack()).isBare()) {
      return all;
    }
    Stacks stacks = new Stacks(summary);
    for (MeasuredEnvironment nested : summary.places()) {
      StackName name = StackName.of(nested.stack());
      int last = name.layers().size() - 1;
      Optional<MeasuredEnvironment> outer =
          last == 0 ? Optional.empty() : stacks.at(name.part(0, last));
      Optional<MeasuredEnvironment> inner = stacks.at(name.part(last, last + 1));
      if (outer.isPresent() && inner.isPresent()) {
        stacks.add(all, names, inner.get(), outer.get(), nested);
      }
    }
    return all;
  }

  /** The place of a stack; absent where it is the reference, or there is none. */
  private Optional<MeasuredEnvironment> at(StackName stack) {
    return summary.places().stream()
        .skip(1)
        .filter(one -> StackName.of(one.stack()).equals(stack))
        .findFirst();
  }

  private void add(
      List<ReportData.Stack> all,
      ShortNames names,
      MeasuredEnvironment inner,
      MeasuredEnvironment outer,
      MeasuredEnvironment nested) {
    String bare = summary.reference().name();
    String deep = nested.name();
    for (SeriesKey key : summary.benchmarks()) {
      List<SeriesSummary> four =
          Stream.of(summary.reference(), inner, outer, nested)
              .flatMap(place -> summary.series(place, key).stream())
              .filter(SeriesSummary::isPositive)
              .toList();
      if (four.size() == 4) {
        Decomposition parts = decompose(four);
        all.add(
            new ReportData.Stack(
                deep,
                OneLine.of(names.subject(key)),
                OneLine.of(names.of(key)),
                List.of(
                    step(bare + ARROW + inner.name(), parts.inner()),
                    step(bare + ARROW + outer.name(), parts.outer()),
                    step(outer.name() + ARROW + deep, parts.nested()),
                    step(bare + ARROW + deep, parts.total()),
                    step("interaction", parts.interaction()))));
      }
    }
  }

  private static Decomposition decompose(List<SeriesSummary> four) {
    double sign = four.get(0).series().direction() == Direction.HIGHER ? -1 : 1;
    double[][] logs =
        four.stream()
            .map(one -> Arrays.stream(one.forks()).map(value -> sign * Math.log(value)).toArray())
            .toArray(double[][]::new);
    return shareBlocks(four)
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
