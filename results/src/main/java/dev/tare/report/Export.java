package dev.tare.report;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Summary;
import dev.tare.result.Direction;
import dev.tare.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The formats of other tools in which results can be had. */
public enum Export {
  benchfmt(Benchfmt::of, true),
  openmetrics(OpenMetrics::of, false),
  bencher(TrackerJson::bencher, false),
  smaller(all -> TrackerJson.githubAction(all, Direction.LOWER), false),
  bigger(all -> TrackerJson.githubAction(all, Direction.HIGHER), false);

  private final Function<List<Exported>, String> format;
  private final boolean manyUnits;

  Export(Function<List<Exported>, String> format, boolean manyUnits) {
    this.format = format;
    this.manyUnits = manyUnits;
  }

  /**
   * All that may be judged, in every place.
   *
   * @param runs at least one
   * @param options which benchmarks and metrics
   */
  public String of(List<Run> runs, CompareOptions options) {
    Summary summary = Summary.of(byPart(runs), Optional.empty(), options);
    return format.apply(Exported.of(summary, options, manyUnits));
  }

  /**
   * Called by the part that they have: ids and paths are others each time, and then no name would
   * ever come again in the tool that keeps them.
   */
  private static List<Run> byPart(List<Run> runs) {
    List<Run> named = new ArrayList<>();
    for (Run run : runs) {
      String number = runs.size() > 2 ? " " + named.size() : "";
      named.add(run.named(named.isEmpty() ? "baseline" : "candidate" + number));
    }
    return named;
  }
}
