package dev.tare.compare;

import dev.tare.result.Run;
import dev.tare.result.Series;

/** Looks at the series of one run on their own. */
public final class Observer {
  private final SeriesSummaries summaries;

  public Observer(Run run) {
    summaries = new SeriesSummaries(run, CompareOptions.DEFAULT);
  }

  public SeriesSummary of(Series series) {
    return summaries.of(series);
  }
}
