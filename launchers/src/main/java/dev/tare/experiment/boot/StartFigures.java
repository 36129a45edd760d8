package dev.tare.experiment.boot;

import dev.tare.stats.OrderStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Figures of some starts of one condition. */
record StartFigures(List<Start> starts) {
  private static final double HALF = 0.5;

  OrderStatistics of(Function<Start, OptionalDouble> figure) {
    return new OrderStatistics(
        starts.stream().map(figure).flatMapToDouble(OptionalDouble::stream).toArray());
  }

  /** Tells when half of them had come past that, ns. */
  OptionalDouble median(Milestone milestone) {
    return median(one -> one.at(milestone));
  }

  OptionalDouble median(Function<Start, OptionalDouble> figure) {
    return of(figure).value(HALF);
  }

  /** Tells when the last of those that began together had come past that, ns: half of the times. */
  OptionalDouble last(Milestone milestone) {
    double[] last =
        starts.stream().collect(Collectors.groupingBy(Start::burst)).values().stream()
            .map(burst -> burst.stream().flatMapToDouble(one -> one.at(milestone).stream()).max())
            .flatMapToDouble(OptionalDouble::stream)
            .toArray();
    return new OrderStatistics(last).value(HALF);
  }

  /** Returns what each phase takes on average, ns: means sum to the mean of the whole. */
  Map<Milestone, OptionalDouble> meanPhases() {
    Map<Milestone, OptionalDouble> phases = new EnumMap<>(Milestone.class);
    for (Milestone one : Milestone.values()) {
      OptionalDouble mean =
          starts.stream()
              .map(start -> start.phases().get(one))
              .filter(java.util.Objects::nonNull)
              .mapToDouble(Long::doubleValue)
              .average();
      if (mean.isPresent()) {
        phases.put(one, mean);
      }
    }
    return phases;
  }

  /** The mean of the whole, which is stamped apart from its phases, ns. */
  OptionalDouble meanTotal() {
    return starts.stream().mapToDouble(Start::totalNs).average();
  }

  /**
   * Tells how much of the time until the first byte was this program's; absent where there is none.
   */
  static OptionalDouble launcherShare(Start one) {
    OptionalDouble begun = one.at(Milestone.BEGUN);
    OptionalDouble all = one.at(Milestone.FIRST_BYTE);
    return begun.isEmpty() || all.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(begun.getAsDouble() / all.getAsDouble());
  }
}
