package dev.tare.report;

import dev.tare.result.Column;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what stands beside the studies' figures, as Markdown and as plain text. */
final class StudyMarkdown {
  private static final List<Column> JUDGED =
      List.of(
          Column.text("figure"),
          Column.text("claim"),
          Column.text("there"),
          Column.text("here"),
          Column.text("verdict"));
  private static final List<Column> OPEN =
      List.of(
          Column.text("figure"),
          Column.text("of"),
          Column.text("there"),
          Column.text("would measure it"));

  private static final String OTHERS =
      " figures of theirs are of what was not measured here, or not all of it: the page has them\n";

  private StudyMarkdown() {}

  /** Returns a section for each study of which anything was measured, and a line for the others. */
  static String of(List<StudyView> studies) {
    String judged =
        studies.stream()
            .filter(study -> !study.judged().isEmpty())
            .map(StudyMarkdown::of)
            .collect(Collectors.joining());
    String others =
        studies.stream()
            .filter(study -> study.judged().isEmpty())
            .map(study -> "- " + OneLine.inMarkdown(study.name() + ": " + study.found()) + "\n")
            .collect(Collectors.joining());
    return judged + (others.isEmpty() ? "" : "\n## Other studies\n\n" + others);
  }

  private static String of(StudyView study) {
    StringBuilder text = new StringBuilder("\n## ");
    text.append(OneLine.inMarkdown(study.name() + ": " + study.title())).append("\n\n");
    text.append(OneLine.inMarkdown(study.found())).append('\n');
    TextTable judged = new TextTable(JUDGED);
    for (StudyView.Judged one : study.judged()) {
      StudyView.CheckedClaim row = one.row();
      StudyView.Figure figure = one.figure();
      judged.add(cells(figure.where(), row.claim(), figure.theirs(), row.ours(), row.verdict()));
    }
    if (!study.judged().isEmpty()) {
      text.append('\n').append(judged.markdown());
    }
    TextTable open = new TextTable(OPEN);
    for (StudyView.Figure one : study.open()) {
      open.add(cells(one.where(), one.about(), one.theirs(), one.would()));
    }
    if (!study.open().isEmpty()) {
      text.append("\n### Not measured here, or not all of it\n\n").append(open.markdown());
    }
    return text.toString();
  }

  private static List<String> cells(String... texts) {
    return List.of(texts).stream().map(OneLine::of).toList();
  }

  /**
   * Returns those for a terminal, which is for what was measured.
   *
   * @param always whether it says that there are others, also where there are no others than they
   */
  static String text(List<StudyView> studies, boolean always) {
    StringBuilder text = new StringBuilder();
    studies.forEach(study -> study.judged().forEach(one -> text.append(lines(study, one))));
    long open = studies.stream().mapToLong(study -> study.open().size()).sum();
    if (studies.isEmpty() || text.length() == 0 && !always) {
      return "";
    }
    return "The studies\n" + text + (open > 0 ? "  " + open + OTHERS : "") + "\n";
  }

  /** A table of them would be wider than a terminal. */
  private static String lines(StudyView study, StudyView.Judged one) {
    return "  %s: %s\n    there: %s\n    here:  %s: %s\n"
        .formatted(
            OneLine.of(study.name() + ", " + one.figure().where()),
            OneLine.of(one.row().claim()),
            OneLine.of(one.figure().theirs()),
            OneLine.of(one.row().ours()),
            OneLine.of(one.row().verdict()));
  }
}
