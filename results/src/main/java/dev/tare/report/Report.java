package dev.tare.report;

import dev.tare.compare.Calibrations;
import dev.tare.result.Run;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Everything about one run, or about several of which the first is compared with the others. */
public final class Report {
  private final ReportData data;

  /**
   * @param runs at least one, with at least one series
   */
  public Report(List<Run> runs) {
    this(runs, Calibrations.NONE, Origin.UNKNOWN);
  }

  /**
   * Makes one of places that are calibrated, and of a run whose origin is known.
   *
   * @param calibrations of the places where the runs may have been measured
   */
  public Report(List<Run> runs, Calibrations calibrations, Origin origin) {
    data = ReportBuilder.of(runs, calibrations, origin);
  }

  Report(ReportData data) {
    this.data = data;
  }

  /** Writes one page that works offline. */
  public void html(Writer out) throws IOException {
    ReportPage.write(data, out);
  }

  public String markdown() {
    return ReportMarkdown.of(data);
  }

  /** The figures for a terminal, and what they come to in the last lines. */
  public String text(Paper paper) {
    return ReportText.of(data, paper);
  }

  /** Returns a line for each benchmark, place and metric. */
  public String csv() {
    return ReportCsv.of(data);
  }

  public String json() {
    return ReportJson.indented(data);
  }
}
