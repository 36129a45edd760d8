package dev.tare.report;

import dev.tare.compare.Compared;
import dev.tare.compare.ComparedSeries;
import dev.tare.compare.Gate;
import dev.tare.result.Replicate;
import dev.tare.stats.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * Writes what a gate says, as Markdown for a pull request: the rows that need a look, the others
 * counted.
 */
public final class GateSummary {
  /** A comment of a pull request holds 65,536 characters; a summary stays below, in bytes. */
  private static final int MOST_BYTES = 65_000;

  /** Kept free for the notes that come after the rows. */
  private static final int RESERVED_BYTES = 8_000;

  /** Kept free for the count of the rest. */
  private static final int REST_BYTES = 200;

  private static final int MOST_OF_A_LINE = 400;

  private final Compared compared;
  private final Gate gate;
  private final boolean failures;

  /**
   * @param failures whether a benchmark failed: whatever the others say, that is no pass
   */
  public GateSummary(Compared compared, Gate gate, boolean failures) {
    this.compared = compared;
    this.gate = gate;
    this.failures = failures;
  }

  /** Returns, as Markdown, that there is no verdict, and why. */
  public static String failed(String why) {
    return "### Gate failed: no verdict\n\n" + OneLine.inMarkdown(why) + "\n";
  }

  /** Tells whether a benchmark failed. */
  public boolean hasFailures() {
    return failures;
  }

  /** One line: the outcome and the counts. What is open never passed. */
  public String line() {
    return "Gate" + (failures ? " failed (FAILED)" : said()) + ": " + counts();
  }

  private String said() {
    long open = compared.countOpen();
    return switch (gate.decide(compared)) {
      case PASSED -> open == 0 ? " passed" : " not failed; " + open + " could not be judged";
      case NOTHING_JUDGED -> ": nothing could be judged";
      case NOT_COMPARABLE -> " failed (NOT_COMPARABLE)";
      case REGRESSED -> " failed (REGRESSED)";
      case INCONCLUSIVE -> " failed (INCONCLUSIVE)";
    };
  }

  private String counts() {
    boolean nodes = compared.rows().stream().anyMatch(row -> row.replicate() == Replicate.NODE);
    String what = nodes ? "a node failed or could not be read, " : "a benchmark failed, ";
    String failed = failures ? what : "";
    return failed + new ComparisonTable(compared).counts();
  }

  /** Returns it as text: all rows but those without a change. */
  public String text(Paper paper) {
    return new ComparisonTable(compared, rows()).text(paper);
  }

  /**
   * Returns it as Markdown, cut to the length of a comment: what matters first, the rest counted.
   */
  public String markdown() {
    List<ComparedSeries> rows =
        rows().stream().sorted(Comparator.comparing(this::gravity)).toList();
    // A row whose name would fill the comment keeps its beginning and its figures.
    ComparisonTable table = new ComparisonTable(compared, rows, GateSummary::clipped);
    StringBuilder text = new StringBuilder("### ").append(line()).append("\n\n");
    text.append(OneLine.inMarkdown(clipped(compared.b().label())))
        .append(" against ")
        .append(OneLine.inMarkdown(clipped(compared.a().label())))
        .append("; ratio: above 1 is worse; smallest change that matters: ")
        .append(RowText.share(compared.tau()))
        .append('.')
        .append(OneLine.inMarkdown(table.next()))
        .append("\n\n");
    List<String> lines = rows.isEmpty() ? List.of() : table.markdownRows().lines().toList();
    add(text, lines, MOST_BYTES - bytes(text) - RESERVED_BYTES, "rows", 2);
    text.append(lines.isEmpty() ? "" : "\n");
    List<String> caveats =
        table.caveats().stream().map(line -> "- " + OneLine.inMarkdown(clipped(line))).toList();
    add(text, caveats, MOST_BYTES - bytes(text) - REST_BYTES, "notes", 0);
    return text.toString();
  }

  /**
   * Appends as many lines as fit, and how many more there are.
   *
   * @param heading lines at the beginning that are not counted
   */
  private static void add(
      StringBuilder text, List<String> lines, int bytes, String what, int heading) {
    int left = bytes;
    int shown = 0;
    while (shown < lines.size() && left >= bytes(lines.get(shown)) + 1) {
      text.append(lines.get(shown)).append('\n');
      left -= bytes(lines.get(shown)) + 1;
      shown++;
    }
    int more = lines.size() - Math.max(shown, heading);
    if (more > 0) {
      text.append("\nAnd ").append(more).append(" more ").append(what).append(".\n");
    }
  }

  private static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static String clipped(String text) {
    return text.length() <= MOST_OF_A_LINE ? text : text.substring(0, MOST_OF_A_LINE) + "...";
  }

  private List<ComparedSeries> rows() {
    return compared.rows().stream().filter(row -> row.gated() && needsALook(row)).toList();
  }

  /** Worse ones come first, then others that fail, then unknown ones. */
  private int gravity(ComparedSeries row) {
    if (row.is(Verdict.REGRESSED)) {
      return 0;
    }
    return gate.decide(row) != Gate.Outcome.PASSED ? 1 : row.isOpen() ? 2 : 3;
  }

  private static boolean needsALook(ComparedSeries row) {
    return row.judgement().isPresent() && !row.is(Verdict.NO_CHANGE);
  }
}
