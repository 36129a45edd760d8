package dev.tare.report;

import dev.tare.compare.NoiseSummary;
import dev.tare.compare.Observer;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.ForkSummary;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Verdicts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One environment's results by subject: score with its interval, latency, what speaks against it.
 */
public final class SummaryTable {
  private static final int FEW_FORKS = Verdicts.MIN_FORKS_FOR_CHANGE;
  private static final List<String> HEADER =
      List.of("benchmark", "score", "95 % interval", "forks", "p50", "p99", "also", "warnings");
  private static final Set<Integer> NUMBERS = Set.of(1, 2, 3, 4, 5);

  private final Observer observer;
  private final Map<SeriesKey, Series> series = new LinkedHashMap<>();
  private final Map<String, TextTable> subjects = new TreeMap<>();

  public SummaryTable(Run run) {
    observer = new Observer(run);
    run.series().forEach(one -> series.put(one.key(), one));
    series.values().stream().filter(one -> one.key().isPrimary()).forEach(this::add);
  }

  /** As text: a heading and an aligned table for each subject. */
  public String text() {
    StringBuilder text = new StringBuilder();
    subjects.forEach(
        (subject, table) ->
            text.append(subject).append('\n').append(table.compact().text("  ")).append('\n'));
    return text.toString();
  }

  /** As Markdown: one table for each subject. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    subjects.forEach(
        (subject, table) ->
            text.append("**")
                .append(subject)
                .append("**\n\n")
                .append(table.compact().markdown())
                .append('\n'));
    return text.toString();
  }

  private void add(Series score) {
    String[] name = score.key().benchmark().split("\\.");
    String subject = name.length > 2 ? name[name.length - 3] : "";
    String method =
        String.join(".", Arrays.copyOfRange(name, Math.max(0, name.length - 2), name.length));
    double[] forks = summaries(score);
    List<String> cells = new ArrayList<>();
    cells.add(method + score.key().paramsText() + threads(score));
    cells.addAll(scored(score, forks));
    cells.add(String.valueOf(forks.length));
    cells.add(secondary(score, Metrics.P50));
    cells.add(secondary(score, Metrics.P99));
    cells.add(String.join(", ", also(score)));
    cells.add(String.join("; ", warnings(score, forks.length)));
    subjects.computeIfAbsent(subject, key -> new TextTable(HEADER, NUMBERS)).add(cells);
  }

  private static List<String> scored(Series one, double[] forks) {
    if (forks.length == 0) {
      return List.of("-", "-");
    }
    if (Arrays.stream(forks).anyMatch(value -> !(value > 0))) {
      double mean = Arrays.stream(forks).average().orElseThrow();
      return List.of(Quantity.of(mean, one.unit().text()), "-");
    }
    GeometricMean mean = GeometricMean.of(Arrays.stream(forks).map(Math::log).toArray());
    return List.of(
        Quantity.of(mean.value(), one.unit().text()), Quantity.reach(mean.value(), mean.ci95()));
  }

  private String secondary(Series score, Metric metric) {
    Series one = series.get(score.key().withMetric(metric.name()));
    return one == null ? "-" : scored(one, summaries(one)).get(0);
  }

  private List<String> also(Series score) {
    List<String> figures = new ArrayList<>();
    for (Metric metric : Metrics.all()) {
      if (metric.headline() && !metric.equals(Metrics.P50) && !metric.equals(Metrics.P99)) {
        String figure = secondary(score, metric);
        if (!figure.equals("-")) {
          figures.add(metric.name() + " " + figure);
        }
      }
    }
    return figures;
  }

  private List<String> warnings(Series score, int forks) {
    List<String> warnings = new ArrayList<>();
    if (forks < FEW_FORKS) {
      warnings.add("few forks");
    }
    Series limited = series.get(score.key().withMetric(Metrics.TIMER_LIMITED.name()));
    if (limited != null && Arrays.stream(summaries(limited)).anyMatch(flag -> flag > 0)) {
      warnings.add("TIMER_LIMITED");
    }
    NoiseSummary noise = observer.of(score).noise();
    if (noise.flagged() > 0) {
      warnings.add("noise in " + noise.flagged() + " of " + noise.iterations() + " iterations");
    }
    return warnings;
  }

  private static String threads(Series score) {
    return score.key().threads() == 1 ? "" : " t" + score.key().threads();
  }

  private static double[] summaries(Series one) {
    return one.forks().stream()
        .map(Fork::iterations)
        .mapToDouble(
            iterations ->
                ForkSummary.MEDIAN.of(iterations.stream().mapToDouble(Iteration::value).toArray()))
        .toArray();
  }
}
