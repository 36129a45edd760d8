package dev.tare.report;

import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metrics;
import dev.tare.result.Mode;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

/** Runs that nobody measured: figures from a seeded generator, each environment a little slower. */
final class MadeUp {
  private static final List<String> SUBJECTS = List.of("cpu", "memory", "kernel", "disk", "net");
  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");

  private final int forks;
  private final int iterations;
  private final List<Series> series = new ArrayList<>();
  private final TreeMap<String, Facts> environments = new TreeMap<>();
  private Random random = new Random(0);

  MadeUp(int forks, int iterations) {
    this.forks = forks;
    this.iterations = iterations;
  }

  /** An environment where everything costs that factor more, with so many benchmarks. */
  MadeUp environment(String stack, double factor, int benchmarks, boolean latencies) {
    environments.put(
        stack,
        Facts.of(
            Map.of(
                "layers.stack", stack, "cpu.model", "made up", "kernel.release", "6.1-made-up")));
    for (int b = 0; b < benchmarks; b++) {
      random = new Random(31L * b + stack.hashCode());
      String subject = SUBJECTS.get(b % SUBJECTS.size());
      add(stack, "dev.tare.bench." + subject + ".Made" + b + ".up", Map.of(), factor, latencies);
    }
    return this;
  }

  MadeUp add(
      String stack, String name, Map<String, String> params, double factor, boolean latencies) {
    environments.putIfAbsent(stack, Facts.of(Map.of()));
    boolean rate = name.hashCode() % 2 == 0;
    SeriesKey key =
        new SeriesKey(
            Optional.of(stack),
            name,
            new TreeMap<>(params),
            rate ? Mode.THROUGHPUT : Mode.AVERAGE_TIME,
            1,
            SeriesKey.PRIMARY);
    List<Fork> all = new ArrayList<>();
    List<Fork> tails = new ArrayList<>();
    for (int f = 0; f < forks; f++) {
      double middle = 1000 * (rate ? 1 / factor : factor) * (1 + random.nextGaussian() / 100);
      Fork fork = fork(f, middle);
      all.add(latencies ? fork.withHistogram(counts(factor)) : fork);
      tails.add(once(f, 5000 * factor * (1 + random.nextGaussian() / 50)));
    }
    Unit unit = Unit.parse(rate ? "ops/s" : "ns/op");
    Direction direction = rate ? Direction.HIGHER : Direction.LOWER;
    series.add(new Series(key, unit, direction, true, all, Facts.of(Map.of())));
    SeriesKey p99 = key.withMetric(Metrics.P99.name());
    series.add(new Series(p99, Unit.parse("ns"), Direction.LOWER, true, tails, Facts.of(Map.of())));
    return this;
  }

  Run run() {
    List<ScheduledTrial> schedule = new ArrayList<>();
    for (int block = 0; block < forks; block++) {
      for (String stack : environments.keySet()) {
        ScheduledTrial planned = ScheduledTrial.planned(schedule.size(), block + 1, stack);
        schedule.add(planned.done(Map.of(), Map.of()));
      }
    }
    return new Run(
        "made-up",
        Optional.of(STARTED),
        Optional.of(STARTED.plusSeconds(600)),
        environments,
        schedule,
        series,
        List.of());
  }

  private Fork fork(int index, double middle) {
    List<Iteration> all = new ArrayList<>();
    for (int i = 0; i < iterations; i++) {
      double value = middle * (1 + random.nextGaussian() / 200);
      all.add(new Iteration(value, noise(random.nextInt(20) == 0)));
    }
    return new Fork(index, OptionalInt.of(index + 1), all, Optional.empty());
  }

  private static Fork once(int index, double value) {
    Iteration only = new Iteration(value, Noise.UNKNOWN);
    return new Fork(index, OptionalInt.of(index + 1), List.of(only), Optional.empty());
  }

  private static Noise noise(boolean disturbed) {
    return Noise.of(
        metric ->
            metric.equals(Metrics.WALL)
                ? OptionalDouble.of(1e9)
                : metric.equals(Metrics.RUN_DELAY)
                    ? OptionalDouble.of(disturbed ? 5e7 : 0)
                    : OptionalDouble.empty());
  }

  private LatencyCounts counts(double factor) {
    TreeMap<Long, Long> counts = new TreeMap<>();
    for (int i = 0; i < 120; i++) {
      long ns = Math.round(900 * factor * Math.exp(i / 20.0));
      counts.merge(ns, Math.max(1, Math.round(40_000 * Math.exp(-i / 6.0))), Long::sum);
    }
    return new LatencyCounts(counts);
  }

  static String page(Report report) {
    StringWriter page = new StringWriter();
    try {
      report.html(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toString();
  }
}
