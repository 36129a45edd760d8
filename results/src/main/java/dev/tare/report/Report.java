package dev.tare.report;

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
    this(runs, List.of());
  }

  /**
   * The same with what the experiments found beyond scores.
   *
   * @param sections in their order, no two with the same id
   */
  public Report(List<Run> runs, List<Section> sections) {
    data = ReportBuilder.of(runs, sections);
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
