package dev.tare.report;

import dev.tare.compare.Calibrations;
import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.compare.Observer;
import dev.tare.compare.Row;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What each environment of a run costs: benchmarks by environments, each score as a ratio to the
 * first environment's, with its interval and a verdict; and what has to be known to read it.
 */
public final class MatrixTable {
  private static final String BARE = "bare";
  private static final String NONE = "-";

  /** A guest shows another CPU; it is the same machine, and that is what is compared. */
  private static final CompareOptions SCORES =
      new CompareOptions(
          OptionalDouble.empty(),
          Optional.of(Pattern.compile("^score$")),
          Optional.empty(),
          Set.of("cpu.model", "cpu.emulated"));

  private final Run run;
  private final List<String> stacks;
  private final Map<String, Compared> compared = new LinkedHashMap<>();
  private final TextTable table;
  private final List<String> notes;

  /**
   * @param run with several environments, or one
   */
  public MatrixTable(Run run) {
    this(run, Calibrations.NONE);
  }

  /**
   * The same where environments are calibrated.
   *
   * @param calibrations of the places that the environments may be
   */
  public MatrixTable(Run run, Calibrations calibrations) {
    this.run = run;
    CompareOptions options = SCORES.withCalibrations(calibrations);
    this.stacks =
        run.environments().keySet().stream()
            .filter(this::hasScores)
            .sorted(
                Comparator.<String>comparingInt(stack -> stack.equals(BARE) ? 0 : 1)
                    .thenComparing(stack -> stack.chars().filter(c -> c == '/').count())
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    stacks.stream()
        .skip(1)
        .forEach(
            stack ->
                compared.put(
                    stack, Comparer.compare(run.only(stacks.get(0)), run.only(stack), options)));
    List<String> header = new ArrayList<>(List.of("benchmark"));
    stacks.forEach(stack -> header.add(label(stack)));
    table = new TextTable(header, Set.of(1));
    rows().forEach(table::add);
    notes = MatrixNotes.of(run, stacks, compared);
  }

  /** As aligned text. */
  public String text() {
    return table.text("") + "\n" + String.join("\n", notes) + "\n";
  }

  /** As Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder(table.markdown()).append('\n');
    notes.forEach(line -> text.append("- ").append(MarkdownText.of(line)).append('\n'));
    return text.toString();
  }

  private boolean hasScores(String stack) {
    return run.series().stream()
        .anyMatch(one -> one.key().environment().equals(Optional.of(stack)));
  }

  /** What a stack is called where its name alone would mislead. */
  private String label(String stack) {
    Facts facts = run.environments().get(stack);
    if (stack.equals(BARE)) {
      return facts
          .get("layers.stack")
          .filter(seen -> !seen.equals(BARE))
          .map(seen -> BARE + " (itself a guest: " + seen + ")")
          .orElse(BARE);
    }
    return MatrixNotes.isEmulated(facts) ? stack + " (emulated)" : stack;
  }

  private List<List<String>> rows() {
    Set<SeriesKey> keys = new LinkedHashSet<>();
    run.series().stream()
        .filter(one -> one.key().isPrimary())
        .map(one -> one.key().withEnvironment(Optional.empty()))
        .sorted(Comparator.comparing(SeriesKey::runId))
        .forEach(keys::add);
    ShortNames names = new ShortNames(keys);
    Map<String, Map<SeriesKey, Row>> byStack = new TreeMap<>();
    compared.forEach(
        (stack, all) -> {
          Map<SeriesKey, Row> rows = new LinkedHashMap<>();
          all.rows().forEach(row -> rows.put(row.key().withEnvironment(Optional.empty()), row));
          byStack.put(stack, rows);
        });
    Map<SeriesKey, String> first = first();
    List<List<String>> table = new ArrayList<>();
    for (SeriesKey key : keys) {
      List<String> cells = new ArrayList<>();
      cells.add(OneLine.of((names.subject(key) + " " + names.of(key)).strip()));
      cells.add(first.getOrDefault(key, NONE));
      stacks.stream()
          .skip(1)
          .forEach(
              stack ->
                  cells.add(
                      Optional.ofNullable(byStack.get(stack).get(key))
                          .map(MatrixTable::cell)
                          .orElse(NONE)));
      table.add(cells);
    }
    return table;
  }

  private Map<SeriesKey, String> first() {
    Map<SeriesKey, String> scores = new HashMap<>();
    Run base = run.only(stacks.get(0));
    Observer observer = new Observer(base);
    base.series().stream()
        .filter(one -> one.key().isPrimary())
        .forEach(
            one -> scores.put(one.key().withEnvironment(Optional.empty()), score(observer, one)));
    return scores;
  }

  private static String cell(Row row) {
    if (row.is(Verdict.MISSING)) {
      return "no result";
    }
    if (row.is(Verdict.NEW)) {
      return RowText.value(row, row.b());
    }
    String verdict = row.judgement().map(one -> one.verdict().label()).orElse("");
    String interval = RowText.interval(row);
    String bounds = interval.equals(NONE) ? "" : " [" + interval + "]";
    return OneLine.of((RowText.ratio(row) + bounds + " " + verdict).strip());
  }

  /** The score of the first environment. */
  private static String score(Observer observer, Series one) {
    double[] forks = observer.of(one).forks();
    if (forks.length == 0) {
      return NONE;
    }
    boolean positive = Arrays.stream(forks).allMatch(value -> value > 0);
    double value =
        positive
            ? GeometricMean.of(Arrays.stream(forks).map(Math::log).toArray()).value()
            : Arrays.stream(forks).average().orElseThrow();
    return Quantity.of(value, one.unit().text());
  }
}
