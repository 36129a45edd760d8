package dev.tare.report;

import dev.tare.result.Section;
import java.util.List;
import java.util.Optional;

/**
 * Says where the results of a report come from.
 *
 * @param command that measured them, the verb first; empty where that is not known
 * @param sections what the experiment found beyond scores, no two with the same id
 */
public record Origin(String command, List<Section> sections) {
  /** Is that of results that nobody says more of. */
  public static final Origin UNKNOWN = new Origin("", List.of());

  public Origin {
    sections = List.copyOf(sections);
  }

  /** Returns the environment that the experiment compares with; absent where it names none. */
  Optional<String> reference() {
    return sections.stream().findFirst().map(Section::reference);
  }

  /** Tells whether scores are compared at all: an experiment with a question of its own may not. */
  boolean compares() {
    return sections.isEmpty() || reference().isPresent();
  }

  /**
   * Returns what was asked: the experiment's title, the verb's question, or what a file can answer.
   */
  String question(boolean several) {
    if (!sections.isEmpty()) {
      return sections.get(0).title();
    }
    return switch (command.split(" ")[0]) {
      case "matrix" -> "What does each layer cost?";
      case "quick" -> "What does this place do?";
      case "gate", "selftest" -> "Did something become worse?";
      default -> several ? "What is different?" : "What was measured?";
    };
  }
}
