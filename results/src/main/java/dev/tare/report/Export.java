package dev.tare.report;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Summary;
import dev.tare.result.Direction;
import dev.tare.result.Run;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The formats of other tools in which results can be had. */
public enum Export {
  benchfmt(Benchfmt::of),
  openmetrics(OpenMetrics::of),
  bencher(TrackerJson::bencher),
  smaller(all -> TrackerJson.githubAction(all, Direction.LOWER)),
  bigger(all -> TrackerJson.githubAction(all, Direction.HIGHER));

  private final Function<List<Exported>, String> format;

  Export(Function<List<Exported>, String> format) {
    this.format = format;
  }

  /**
   * All that may be judged, in every place.
   *
   * @param runs at least one
   * @param options which benchmarks and metrics
   */
  public String of(List<Run> runs, CompareOptions options) {
    return format.apply(Exported.of(Summary.of(runs, Optional.empty(), options), options));
  }
}
