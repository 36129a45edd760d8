package dev.tare.report;

import dev.tare.compare.Compared;
import dev.tare.compare.FactDifference;
import dev.tare.compare.Row;
import dev.tare.result.Run;
import dev.tare.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A comparison as an aligned or a Markdown table, with all that has to be known to read it. */
public final class ComparisonTable {
  private static final Set<Integer> NUMBERS = Set.of(2, 3, 4, 5, 6, 8);

  private final Compared compared;
  private final TextTable table;
  private final boolean empty;

  public ComparisonTable(Compared compared) {
    this(compared, compared.rows());
  }

  /** Only these rows of the comparison. */
  ComparisonTable(Compared compared, List<Row> rows) {
    this.compared = compared;
    empty = rows.isEmpty();
    table =
        new TextTable(
            List.of(
                "benchmark",
                "metric",
                "A",
                "B",
                "ratio",
                "95 % interval",
                "forks",
                "verdict",
                "detectable",
                "notes"),
            NUMBERS);
    RowText text = new RowText(compared.rows());
    // The interval of a row takes a root finder: rows are independent, and both cores help.
    rows.parallelStream().map(row -> cells(text, row)).toList().forEach(table::add);
  }

  /** As aligned text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("A  ").append(OneLine.of(compared.a())).append('\n');
    text.append("B  ").append(OneLine.of(compared.b())).append('\n');
    text.append(legend()).append('\n');
    caveats().forEach(line -> text.append(line).append('\n'));
    if (!empty) {
      text.append('\n').append(table.text(""));
    }
    return text.append('\n').append(counts()).append('\n').toString();
  }

  /** As Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("**A** ").append(MarkdownText.of(compared.a()));
    text.append(", **B** ").append(MarkdownText.of(compared.b())).append(". ");
    text.append(legend()).append("\n\n");
    caveats().forEach(line -> text.append("- ").append(MarkdownText.of(line)).append('\n'));
    text.append(caveats().isEmpty() ? "" : "\n");
    return text.append(markdownRows()).append('\n').append(counts()).append('\n').toString();
  }

  /** Only the table, as Markdown. */
  String markdownRows() {
    return table.markdown();
  }

  private String legend() {
    return "Ratio: above 1, B is worse. Smallest change that matters: "
        + RowText.share(compared.tau())
        + ".";
  }

  /** The warnings, and the facts that differ. */
  List<String> caveats() {
    List<String> lines = new ArrayList<>();
    compared.warnings().forEach(warning -> lines.add(OneLine.of("warning: " + warning)));
    for (FactDifference fact : compared.facts()) {
      String place = fact.environment().equals(Run.UNNAMED) ? "" : fact.environment() + " ";
      lines.add(
          OneLine.of(
              "differs: "
                  + place
                  + fact.name()
                  + ": "
                  + fact.a().orElse("absent")
                  + " | "
                  + fact.b().orElse("absent")));
    }
    return lines;
  }

  /** How many of each verdict, those that are only shown left out. */
  String counts() {
    List<String> counts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      long count = compared.count(verdict);
      if (count > 0) {
        counts.add(count + " " + verdict);
      }
    }
    return counts.isEmpty() ? "Nothing that is judged." : String.join(", ", counts) + ".";
  }

  private static List<String> cells(RowText text, Row row) {
    return List.of(
        text.benchmark(row),
        RowText.metric(row),
        RowText.value(row, row.a()),
        RowText.value(row, row.b()),
        RowText.ratio(row),
        RowText.interval(row),
        RowText.forks(row),
        RowText.verdict(row),
        RowText.detectable(row),
        RowText.notes(row));
  }
}
