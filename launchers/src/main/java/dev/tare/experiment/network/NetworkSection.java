package dev.tare.experiment.network;

import dev.tare.experiment.Words;
import dev.tare.result.Facts;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Slot;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Percentiles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What every path costs, a table for each pattern in the order of the thesis. */
public final class NetworkSection {
  private static final double[] QUANTILES = {.01, .05, .1, .5, .9, .95, .99, .999};

  private final Run run;
  private final PathFigures figures;
  private final boolean reverse;

  /**
   * @param run with its latencies
   * @param plan that it followed
   */
  public NetworkSection(Run run, NetworkPlan plan) {
    this.run = run;
    this.reverse = plan.reverse();
    this.figures =
        new PathFigures(
            run,
            plan.variants().stream()
                .map(PathVariant::name)
                .filter(run.environments()::containsKey)
                .filter(
                    name ->
                        run.series().stream()
                            .anyMatch(one -> PathFigures.path(one.key()).equals(name)))
                .toList());
  }

  /** All of it. */
  public Section section() {
    List<Section.Table> tables = new ArrayList<>();
    for (NetPattern pattern : NetPattern.values()) {
      List<Series> scores = figures.scores(pattern);
      if (!scores.isEmpty()) {
        tables.add(costs(pattern, scores));
        distribution(pattern, scores).ifPresent(tables::add);
      }
    }
    tables.add(paths());
    return new Section(
        "network",
        "What the path costs",
        "The six patterns of netperf through every path, in the order of Enberg 2016, chapter 5."
            + " Ratios are to the first path, above 1 is worse; intervals are 95 % over forks."
            + " CPU time is that of the whole host, of which softirqs and QEMU with vhost are"
            + " parts, and what the environment counts itself.",
        List.of(),
        tables,
        EnbergClaims.of(run),
        notes());
  }

  private Section.Table costs(NetPattern pattern, List<Series> scores) {
    boolean transactions = pattern.isTransactions();
    String unit = transactions ? "us" : "ms/GB";
    List<String> header =
        List.of(
            "path",
            "#" + (transactions ? "time" : "rate"),
            "#ratio",
            "verdict",
            "#forks",
            "#" + (pattern.name().startsWith("UDP") ? "lost" : "retransmits"),
            "#CPU host, " + unit,
            "#softirq",
            "#QEMU",
            "#vhost",
            "#inside");
    List<List<String>> rows = new ArrayList<>();
    for (Series score : scores) {
      rows.add(costs(pattern, score));
    }
    return new Section.Table(caption(pattern), header, rows);
  }

  private static String caption(NetPattern pattern) {
    return pattern.name() + " (Enberg 2016, " + pattern.figure() + ")";
  }

  private List<String> costs(NetPattern pattern, Series score) {
    SeriesKey key = score.key();
    boolean transactions = pattern.isTransactions();
    Metric lost = pattern.name().startsWith("UDP") ? Metrics.LOST : Metrics.RETRANSMITS;
    // CPU time: us for an operation, ms for a gigabyte.
    double scale = transactions ? 1 : 1e-3;
    return List.of(
        label(key),
        value(score, transactions),
        PathWords.ratio(figures.row(key)),
        PathWords.verdict(figures.row(key)),
        Integer.toString(score.forks().size()),
        Words.number(figures.count(key, lost)),
        cpu(key, transactions ? Metrics.HOST_CPU_PER_OP : Metrics.HOST_CPU_PER_GB, scale),
        cpu(key, transactions ? Metrics.SOFTIRQ_PER_OP : Metrics.SOFTIRQ_PER_GB, scale),
        cpu(key, transactions ? Metrics.QEMU_PER_OP : Metrics.QEMU_PER_GB, scale),
        cpu(key, transactions ? Metrics.VHOST_PER_OP : Metrics.VHOST_PER_GB, scale),
        cpu(key, transactions ? Metrics.INSIDE_PER_OP : Metrics.INSIDE_PER_GB, scale));
  }

  /** Transactions by their time, bulk by its payload. */
  private String value(Series score, boolean transactions) {
    if (transactions) {
      return figures
          .mean(score.key())
          .map(mean -> PathWords.scaled(mean, score.unit().toBase() * 1e6) + " us")
          .orElse(Words.NONE);
    }
    return figures
        .mean(score.key(), Metrics.THROUGHPUT)
        .map(mean -> PathWords.scaled(mean, 1) + " Gbit/s")
        .orElse(Words.NONE);
  }

  private String cpu(SeriesKey score, Metric metric, double scale) {
    Optional<GeometricMean> mean = figures.mean(score, metric);
    if (mean.isPresent()) {
      return PathWords.scaled(mean.get(), scale);
    }
    OptionalDouble plain = figures.count(score, metric);
    return plain.isEmpty() ? Words.NONE : Words.number(plain.getAsDouble() * scale);
  }

  private Optional<Section.Table> distribution(NetPattern pattern, List<Series> scores) {
    List<String> header = new ArrayList<>(List.of("path", "#operations"));
    for (double quantile : QUANTILES) {
      header.add("#p" + Words.number(quantile * 100).replaceFirst("\\.?0+$", ""));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Series score : scores) {
      figures
          .latencies(score.key())
          .filter(counts -> counts.total() > 0)
          .ifPresent(counts -> rows.add(distribution(label(score.key()), counts)));
    }
    return rows.isEmpty() || !pattern.isTransactions()
        ? Optional.empty()
        : Optional.of(
            new Section.Table(pattern.name() + ": latency, us, all forks together", header, rows));
  }

  /** A percentile needs a hundred operations beyond it, on whichever side it lies. */
  private static List<String> distribution(String label, LatencyCounts counts) {
    List<String> cells = new ArrayList<>(List.of(label, Long.toString(counts.total())));
    for (double quantile : QUANTILES) {
      boolean enough = Percentiles.admissible(counts.total(), Math.max(quantile, 1 - quantile));
      cells.add(enough ? Words.number(counts.atQuantile(quantile) / 1e3) : Words.NONE);
    }
    return cells;
  }

  private static String label(SeriesKey key) {
    StringBuilder text = new StringBuilder(PathFigures.path(key));
    key.params().entrySet().stream()
        .filter(one -> one.getKey().equals("bytes") && !one.getValue().matches("1|1472"))
        .forEach(one -> text.append(", ").append(one.getValue()).append(" B"));
    key.params().entrySet().stream()
        .filter(one -> one.getKey().equals("rate") && !one.getValue().equals("0"))
        .forEach(one -> text.append(", ").append(one.getValue()).append("/s"));
    return text + (key.threads() == 1 ? "" : ", " + key.threads() + " connections");
  }

  /** What stood between the two ends, as it was read back. */
  private Section.Table paths() {
    List<List<String>> rows = new ArrayList<>();
    for (String path : figures.paths()) {
      Facts facts = run.environments().get(path);
      rows.add(
          List.of(
              path,
              fact(facts, "path.stack"),
              fact(facts, "path.mtu.host") + " / " + fact(facts, "path.mtu.inside"),
              fact(facts, "path.offload.host"),
              fact(facts, "path.offload.inside"),
              fact(facts, "path.proof")));
    }
    return new Section.Table(
        "The paths",
        List.of("path", "stack", "MTU host / inside", "offload, host", "offload, inside", "proof"),
        rows);
  }

  private static String fact(Facts facts, String name) {
    return facts.get(name).orElse(Words.NONE);
  }

  private List<String> notes() {
    Set<String> notes = new LinkedHashSet<>();
    for (String path : figures.paths()) {
      if (isEmulated(run.environments().get(path))) {
        notes.add(path + ": emulated (TCG), not a KVM figure");
      }
    }
    notes.add(
        "Client and server are on one host, "
            + (reverse ? "the client in the environment" : "the server in the environment")
            + "; the thesis has them on two, over 1 Gbit/s.");
    figures.paths().stream()
        .findFirst()
        .flatMap(path -> run.environments().get(path).get("path.cpus"))
        .ifPresent(cpus -> notes.add("Client and server are pinned to CPUs " + cpus + "."));
    notes.add(
        "CPU time of the host comes in steps of 10 ms a CPU, and holds whatever else ran there.");
    for (Slot slot : run.schedule()) {
      slot.reason()
          .ifPresent(
              why -> notes.add(slot.environment() + ", block " + (slot.block() + 1) + ": " + why));
      slot.failures()
          .forEach(
              (id, why) ->
                  notes.add(
                      slot.environment()
                          + ", "
                          + NetPattern.of(id).map(NetPattern::label).orElse(id)
                          + ": "
                          + why.lines().findFirst().orElse(why)));
    }
    return List.copyOf(notes);
  }

  private static boolean isEmulated(Facts facts) {
    return facts.values().entrySet().stream()
        .filter(fact -> fact.getKey().startsWith("layer."))
        .anyMatch(fact -> fact.getValue().toLowerCase(Locale.ROOT).contains("tcg"));
  }
}
