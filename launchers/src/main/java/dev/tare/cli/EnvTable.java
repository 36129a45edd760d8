package dev.tare.cli;

import dev.tare.launch.Finding;
import dev.tare.launch.Survey;
import dev.tare.result.StackName;
import java.util.List;

/** Answers of a survey as a table for people. */
final class EnvTable {
  private final List<Survey.Answer> answers;
  private final boolean asked;

  /**
   * @param asked whether a stack was asked for by name
   */
  EnvTable(List<Survey.Answer> answers, boolean asked) {
    this.answers = answers;
    this.asked = asked;
  }

  String text() {
    int width = answers.stream().mapToInt(answer -> names(answer).length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Survey.Answer answer : answers) {
      String stack = names(answer) + " ".repeat(width - names(answer).length());
      text.append(answer.usable() ? "yes  " : "no   ").append(stack).append("  ");
      text.append(answer.meaning()).append('\n');
      for (Finding finding : answer.findings()) {
        String indent = " ".repeat(width + 7);
        text.append(indent).append(finding.stops() ? "missing: " : "note: ");
        text.append(finding.what()).append('\n');
        text.append(indent).append("  -> ").append(finding.remedy()).append('\n');
      }
    }
    if (!asked) {
      text.append(
          """

          Layers nest: env 'kvm/docker' looks inside. env --help lists the options of each.
          """);
    }
    return text.append(answer()).append('\n').toString();
  }

  private String answer() {
    List<String> usable =
        answers.stream().filter(Survey.Answer::usable).map(EnvTable::names).toList();
    if (asked) {
      String stack = names(answers.get(answers.size() - 1));
      return usable.size() == answers.size()
          ? stack + " can be made here."
          : stack + " cannot be made here: what is missing stands above, with its remedy.";
    }
    return "This host can make "
        + usable.size()
        + " of "
        + answers.size()
        + " environments: "
        + String.join(", ", usable)
        + ".";
  }

  /** Returns it without what is in brackets: who reads this has just written it. */
  private static String names(Survey.Answer answer) {
    return StackName.of(answer.stack()).names();
  }
}
