package dev.tare.report;

import dev.tare.compare.Compared;
import dev.tare.compare.ComparedSeries;
import dev.tare.result.Column;
import dev.tare.result.Replicate;
import dev.tare.stats.Comparison;
import dev.tare.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A comparison as an aligned or a Markdown table, with all that has to be known to read it. */
public final class ComparisonTable {
  /** Holds what leaves a row first: notes, detectable, forks, change, the interval. */
  private static final List<Integer> ASIDE = List.of(10, 9, 7, 4, 6);

  private final Compared compared;
  private final TextTable table;
  private final boolean empty;

  public ComparisonTable(Compared compared) {
    this(compared, compared.rows());
  }

  /** Shows only these rows of the comparison. */
  ComparisonTable(Compared compared, List<ComparedSeries> rows) {
    this(compared, rows, UnaryOperator.identity());
  }

  /**
   * Shows only these rows of the comparison.
   *
   * @param name what a benchmark's name becomes
   */
  ComparisonTable(Compared compared, List<ComparedSeries> rows, UnaryOperator<String> name) {
    this.compared = compared;
    empty = rows.isEmpty();
    table = new TextTable(columns(compared.rows()), ASIDE);
    RowText text = new RowText(compared.rows());
    // The interval of a row takes a root finder: rows are independent, and both cores help.
    rows.parallelStream()
        .map(row -> cells(name.apply(text.benchmark(row)), row))
        .toList()
        .forEach(table::add);
    if (rows.size() == compared.rows().size()) {
      mean(rows).ifPresent(table::add);
    }
  }

  private static List<Column> columns(List<ComparedSeries> rows) {
    Replicate counted =
        rows.stream().findFirst().map(ComparedSeries::replicate).orElse(Replicate.FORK);
    return List.of(
        Column.text("benchmark"),
        Column.text("metric"),
        Column.number("A"),
        Column.number("B"),
        Column.number("change"),
        Column.number("ratio"),
        Column.number("95 % interval"),
        Column.number(counted.many()),
        Column.text("verdict"),
        Column.number("detectable"),
        Column.text("notes"));
  }

  /** Returns it as aligned text. */
  public String text(Paper paper) {
    StringBuilder text = new StringBuilder();
    text.append("A  ").append(OneLine.of(compared.a().label())).append('\n');
    text.append("B  ").append(OneLine.of(compared.b().label())).append('\n');
    text.append(legend()).append('\n');
    caveats().forEach(line -> text.append(line).append('\n'));
    if (!empty) {
      text.append('\n').append(table.text("", paper));
    }
    return text.append('\n').append(conclusion()).append('\n').toString();
  }

  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("**A** ").append(OneLine.inMarkdown(compared.a().label()));
    text.append(", **B** ").append(OneLine.inMarkdown(compared.b().label())).append(". ");
    text.append(legend()).append("\n\n");
    caveats().forEach(line -> text.append("- ").append(OneLine.inMarkdown(line)).append('\n'));
    text.append(caveats().isEmpty() ? "" : "\n");
    text.append(markdownRows()).append('\n');
    return text.append(OneLine.inMarkdown(conclusion())).append('\n').toString();
  }

  /** Writes only the table, as Markdown. */
  String markdownRows() {
    return table.markdown();
  }

  /** The last row: all scores that can be compared together; absent where that is one or none. */
  private static Optional<List<String>> mean(List<ComparedSeries> rows) {
    double[] ratios = comparable(rows);
    if (ratios.length < 2) {
      return Optional.empty();
    }
    double mean = Means.geometric(ratios);
    String name = "geometric mean of " + ratios.length + " scores";
    return Optional.of(List.of(name, "", "", "", "", Quantity.times(mean), "", "", "", "", ""));
  }

  /** The ratios of scores that are of the same thing on both sides. */
  static double[] comparable(List<ComparedSeries> rows) {
    return rows.stream()
        .filter(row -> row.key().isPrimary() && !row.is(Verdict.NOT_COMPARABLE))
        .flatMap(row -> row.ratio().stream())
        .mapToDouble(Comparison::ratio)
        .toArray();
  }

  private String legend() {
    return "Ratio: above 1, B is worse. Smallest change that matters: "
        + RowText.share(compared.tau())
        + ".";
  }

  /** Returns the warnings, and the facts that differ. */
  List<String> caveats() {
    List<String> lines = new ArrayList<>();
    compared.warnings().forEach(warning -> lines.add(OneLine.of("warning: " + warning)));
    compared.facts().forEach(fact -> lines.add(OneLine.of(fact.line())));
    return lines;
  }

  /** Returns what it comes to: what of B is worse, better, or open, and what would tell that. */
  public String conclusion() {
    RowText text = new RowText(compared.rows());
    String said = Tally.told(compared.rows(), text::told);
    String against = compared.b().label() + " against " + compared.a().name();
    return OneLine.of(against + ": " + said + "." + next());
  }

  /** Returns what would tell more, after a blank; empty where nothing is open. */
  String next() {
    return Advice.of(Tally.counted(compared.rows()), compared.pace()).map(" "::concat).orElse("");
  }

  /** Returns how many of each verdict, those that are only shown left out. */
  String counts() {
    List<String> counts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      long count = compared.count(verdict);
      if (count > 0) {
        counts.add(count + " " + verdict.label());
      }
    }
    return counts.isEmpty() ? "Nothing that is judged." : String.join(", ", counts) + ".";
  }

  private static List<String> cells(String name, ComparedSeries row) {
    return List.of(
        name,
        RowText.metric(row),
        RowText.value(row, row.a()),
        RowText.value(row, row.b()),
        RowText.change(row),
        RowText.ratio(row),
        RowText.interval(row),
        RowText.forks(row),
        RowText.verdict(row),
        RowText.detectable(row),
        RowText.notes(row));
  }
}
