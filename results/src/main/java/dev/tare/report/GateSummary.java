package dev.tare.report;

import dev.tare.compare.Compared;
import dev.tare.compare.Gate;
import dev.tare.compare.Row;
import dev.tare.stats.Verdict;
import java.util.List;

/**
 * What a gate says, as Markdown for a pull request: the rows that need a look, the others counted.
 */
public final class GateSummary {
  /** A comment of a pull request holds 65,536 characters. */
  private static final int MOST_ROWS = 100;

  private final Compared compared;
  private final Gate gate;

  public GateSummary(Compared compared, Gate gate) {
    this.compared = compared;
    this.gate = gate;
  }

  /** One line: the outcome and the counts. What the forks do not tell never passed. */
  public String line() {
    long open = compared.count(Verdict.INCONCLUSIVE);
    String said =
        switch (gate.decide(compared)) {
          case PASSED -> open == 0 ? " passed" : " not failed; " + open + " could not be judged";
          case NOTHING_JUDGED -> ": nothing could be judged";
          case NOT_COMPARABLE -> " failed (NOT_COMPARABLE)";
          case REGRESSED -> " failed (REGRESSED)";
          case INCONCLUSIVE -> " failed (INCONCLUSIVE)";
        };
    return "Gate" + said + ": " + new ComparisonTable(compared).counts();
  }

  /** As text: all rows but those without a change. */
  public String text(Paper paper) {
    return new ComparisonTable(compared, rows()).text(paper);
  }

  /** As Markdown, cut to the length of a comment. */
  public String markdown() {
    List<Row> rows = rows();
    List<Row> shown = rows.subList(0, Math.min(MOST_ROWS, rows.size()));
    ComparisonTable table = new ComparisonTable(compared, shown);
    StringBuilder text = new StringBuilder("### ").append(line()).append("\n\n");
    text.append(MarkdownText.of(compared.a()))
        .append(" against ")
        .append(MarkdownText.of(compared.b()))
        .append("; ratio: above 1 is worse; smallest change that matters: ")
        .append(RowText.share(compared.tau()))
        .append(".\n\n");
    if (!shown.isEmpty()) {
      text.append(table.markdownRows()).append('\n');
    }
    if (rows.size() > shown.size()) {
      text.append("And ").append(rows.size() - shown.size()).append(" more rows.\n\n");
    }
    table.caveats().forEach(line -> text.append("- ").append(MarkdownText.of(line)).append('\n'));
    return text.toString();
  }

  private List<Row> rows() {
    return compared.rows().stream().filter(row -> row.gated() && needsALook(row)).toList();
  }

  private static boolean needsALook(Row row) {
    return row.judgement().isPresent() && !row.is(Verdict.NO_CHANGE);
  }
}
