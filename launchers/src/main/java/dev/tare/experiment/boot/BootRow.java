package dev.tare.experiment.boot;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Emulation;
import dev.tare.result.Section.Cell;
import dev.tare.stats.OrderStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The starts of a condition in all blocks, as tables have them. */
record BootRow(Starting starting, List<Boot.Result> results, StartFigures figures) {
  static final String NS = "ns";

  private static final double MEDIAN = 0.5;

  boolean emulated() {
    return results.stream().anyMatch(Boot.Result::emulated);
  }

  String environment() {
    return Emulation.name(starting.stack().text(), emulated());
  }

  long count() {
    return results.stream().mapToLong(one -> one.starts().size()).sum();
  }

  String arrival() {
    int most = results.stream().mapToInt(Boot.Result::mostAtOnce).max().orElse(0);
    return starting.arrival() + (starting.rate().isPresent() ? ", up to " + most + " at once" : "");
  }

  String files() {
    String saved = starting.from() == From.IMAGE ? "" : ", " + starting.from().word();
    boolean once = starting.cache() == Cache.COLD && starting.rate().isPresent();
    return starting.cache().word() + (once ? " for the first" : "") + saved;
  }

  Cell percentile(Function<Start, OptionalDouble> figure, double quantile, String unit) {
    Optional<OrderStatistics.Percentile> known = figures.of(figure).percentile(quantile);
    return known.map(one -> Cells.of(one.value(), one.ci95(), unit)).orElse(Cell.NONE);
  }

  Cell median(Function<Start, OptionalDouble> figure) {
    return percentile(figure, MEDIAN, NS);
  }

  Cell median(Milestone milestone) {
    return median(one -> one.at(milestone));
  }
}
