package dev.tare.report;

import dev.tare.compare.Calibrations;
import dev.tare.result.Run;
import dev.tare.result.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the report of one study: every figure of it beside what all steps of a plan measured. */
public final class StudyReport {
  private StudyReport() {}

  /**
   * Describes a step of the plan.
   *
   * @param command that was run
   * @param figures of the study that it measures
   * @param state how it ended, in a few words
   * @param folder of its run, in that of the plan
   * @param run absent where it left no results
   * @param sections what its experiment found
   */
  public record Step(
      String command,
      List<String> figures,
      String state,
      String folder,
      Optional<Run> run,
      List<Section> sections) {
    public Step {
      figures = List.copyOf(figures);
      sections = List.copyOf(sections);
    }
  }

  /**
   * Returns it.
   *
   * @param paper the study, by its id
   * @param id of the plan's folder
   * @param command that was typed
   * @param notes what a reader has to know, such as what could not be measured here, a line each
   */
  public static Report of(
      String paper, String id, String command, List<Step> steps, List<String> notes) {
    List<Studies.Part> parts = new ArrayList<>();
    List<SectionView> sections = new ArrayList<>();
    List<ReportData.PlanStep> rows = new ArrayList<>();
    for (Step step : steps) {
      step.run().ifPresent(run -> parts.add(new Studies.Part(run, step.sections())));
      sections.addAll(sections(step, rows.size() + 1));
      String page = step.run().isPresent() ? step.folder() + "/report.html" : null;
      rows.add(
          new ReportData.PlanStep(
              step.command(), String.join(", ", step.figures()), step.state(), page));
    }
    String host = steps.stream().flatMap(step -> host(step).stream()).findFirst().orElse(null);
    List<Run> runs = parts.stream().map(Studies.Part::run).toList();
    return new Report(
        ReportData.of(id, command, host, runs, Studies.of(paper, parts), notes, sections, rows));
  }

  private static Optional<String> host(Step step) {
    return step.run().flatMap(run -> Optional.ofNullable(data(run).host()));
  }

  private static ReportData data(Run run) {
    return ReportBuilder.of(List.of(run), Calibrations.NONE, Origin.UNKNOWN);
  }

  /** An experiment tells what it found; of benchmarks alone there are their scores. */
  private static List<SectionView> sections(Step step, int number) {
    if (step.run().isEmpty()) {
      return List.of();
    }
    List<SectionView> own =
        step.sections().isEmpty()
            ? List.of(scores(step.run().get()))
            : step.sections().stream().map(SectionView::of).toList();
    return own.stream()
        .map(
            one ->
                new SectionView(
                    "step-" + number + "-" + one.id(),
                    number + ". " + one.title(),
                    one.lead(),
                    one.curves(),
                    one.bars(),
                    one.tables(),
                    one.notes(),
                    one.fleet()))
        .toList();
  }

  private static SectionView scores(Run run) {
    ReportData data = data(run);
    List<SectionView.Table> tables = new ArrayList<>();
    for (Map.Entry<String, TextTable> one : new ReportTables(data, false).all().entrySet()) {
      tables.add(one.getValue().table(one.getKey(), "notes"));
    }
    return new SectionView(
        "scores",
        "What does each layer cost?",
        data.answer(),
        List.of(),
        List.of(),
        tables,
        data.warnings(),
        null);
  }
}
