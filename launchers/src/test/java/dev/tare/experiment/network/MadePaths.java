package dev.tare.experiment.network;

import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metrics;
import dev.tare.result.Mode;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Runs of the experiment that nobody measured. */
final class MadePaths {
  private static final String RR = "dev.tare.bench.net.TcpRr.exchange";

  private final List<Series> series = new ArrayList<>();
  private final TreeMap<String, Facts> environments = new TreeMap<>();

  /** A path of hardware. */
  MadePaths path(String name) {
    environments.put(name, Facts.of(Map.of("path.proof", "made")));
    return this;
  }

  /** A path into a guest without KVM. */
  MadePaths emulated(String name) {
    environments.put(
        name, Facts.of(Map.of("layer.kvm.accelerator", "TCG", "layer.kvm.emulated", "true")));
    return this;
  }

  /** TCP_RR, a fork for each time, us; its operations took that long, and every 50th 900 us. */
  MadePaths roundTrips(String path, int bytes, int connections, int rate, double... us) {
    SeriesKey key =
        new SeriesKey(
            Optional.of(path),
            RR,
            new TreeMap<>(Map.of("bytes", "" + bytes, "rate", "" + rate, "busyPoll", "0")),
            Mode.AVERAGE_TIME,
            connections,
            SeriesKey.PRIMARY);
    add(key, "us/op", Direction.LOWER, us);
    add(key.withMetric(Metrics.P50.name()), "ns", Direction.LOWER, times(us, 1e3));
    return this;
  }

  /** TCP_RR, a fork of 40 us and so many operations, and one of 20 us and 5000 of them. */
  MadePaths unevenRoundTrips(String path, long fewer) {
    roundTrips(path, 1, 1, 0, 40, 20);
    Series score = series.remove(series.size() - 2);
    Fork few = score.forks().get(0).withHistogram(latencies(40_000, fewer));
    Fork many = score.forks().get(1);
    series.add(score.withForks(List.of(few, many)));
    add(score.key().withMetric(Metrics.P99.name()), "ns", Direction.LOWER, 20_000);
    return this;
  }

  private static LatencyCounts latencies(long ns, long operations) {
    long slow = operations / 50;
    return new LatencyCounts(new TreeMap<>(Map.of(ns, operations - slow, 900_000L, slow)));
  }

  /** TCP_STREAM, a fork for each rate, Gbit/s; its chunks were all as many. */
  MadePaths bulk(String path, double... gigabits) {
    SeriesKey key =
        new SeriesKey(
            Optional.of(path),
            "dev.tare.bench.net.TcpStream.chunks",
            new TreeMap<>(Map.of("chunk", "65536")),
            Mode.THROUGHPUT,
            1,
            SeriesKey.PRIMARY);
    add(key, "ops/s", Direction.HIGHER, Arrays.stream(gigabits).map(any -> 2000).toArray());
    add(key.withMetric(Metrics.THROUGHPUT.name()), "Gbit/s", Direction.HIGHER, gigabits);
    return this;
  }

  private void add(SeriesKey key, String unit, Direction direction, double... forks) {
    List<Fork> all = new ArrayList<>();
    for (double fork : forks) {
      long ns = Math.round(fork * 1e3);
      all.add(
          new Fork(
              all.size(),
              OptionalInt.of(all.size() + 1),
              List.of(new Iteration(fork, Noise.UNKNOWN)),
              Optional.of(latencies(ns, 5000))));
    }
    series.add(new Series(key, Unit.parse(unit), direction, true, all, Facts.of(Map.of())));
  }

  private static double[] times(double[] values, double scale) {
    return Arrays.stream(values).map(value -> value * scale).toArray();
  }

  Run run() {
    return new Run(
        "made", Optional.empty(), Optional.empty(), environments, List.of(), series, List.of());
  }
}
