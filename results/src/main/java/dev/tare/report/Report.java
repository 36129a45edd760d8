package dev.tare.report;

import dev.tare.compare.Calibrations;
import dev.tare.result.Run;
import dev.tare.result.Section;
import java.util.List;

/** Everything about one run, or about several of which the first is compared with the others. */
public final class Report {
  private final ReportData data;

  /**
   * @param runs at least one, with at least one series
   */
  public Report(List<Run> runs) {
    this(runs, Calibrations.NONE, List.of());
  }

  /**
   * The same where places are calibrated.
   *
   * @param calibrations of the places where the runs may have been measured
   */
  public Report(List<Run> runs, Calibrations calibrations) {
    this(runs, calibrations, List.of());
  }

  /**
   * The same with what the experiments found beyond scores.
   *
   * @param sections in their order, no two with the same id
   */
  public Report(List<Run> runs, List<Section> sections) {
    this(runs, Calibrations.NONE, sections);
  }

  /** The same with both. */
  public Report(List<Run> runs, Calibrations calibrations, List<Section> sections) {
    data = ReportBuilder.of(runs, calibrations, sections);
  }

  /** One page that works offline. */
  public String html() {
    return ReportPage.of(data);
  }

  public String markdown() {
    return ReportMarkdown.of(data);
  }

  /** A line for each benchmark, place and metric. */
  public String csv() {
    return ReportCsv.of(data);
  }

  public String json() {
    return ReportJson.indented(data);
  }
}
