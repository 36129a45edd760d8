package dev.tare.cli;

import dev.tare.report.Paper;
import java.util.Optional;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Describes what is printed on: a terminal with its width and colours, or a file, which has
 * neither.
 */
final class StandardOutput {
  private static final int LEAST_COLUMNS = 20;

  private StandardOutput() {}

  /** The width is that of {@code COLUMNS} where it is set; colours are left out by NO_COLOR. */
  static Paper paper() {
    return paper(Optional.ofNullable(System.getenv("COLUMNS")), System.console() != null);
  }

  static Paper paper(Optional<String> columns, boolean terminal) {
    boolean colours = terminal && Help.Ansi.AUTO.enabled();
    if (columns.filter(text -> text.matches("[1-9]\\d{0,5}")).isPresent()) {
      return new Paper(Math.max(LEAST_COLUMNS, Integer.parseInt(columns.get())), colours);
    }
    return new Paper(terminal ? detected() : Paper.PLAIN.columns(), colours);
  }

  private static int detected() {
    return CommandSpec.create().usageMessage().autoWidth(true).width();
  }
}
