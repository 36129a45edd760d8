package dev.tare.experiment.concurrent;

import dev.tare.result.SeriesKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Work that is the same however many do it, and of which more done is better. */
public enum Workload {
  PRIME("cpu.Prime", "dev\\.tare\\.bench\\.cpu\\.Prime\\.", SeriesKey.PRIMARY, false),
  STREAM("memory.Stream", "dev\\.tare\\.bench\\.memory\\.Stream\\.", "bandwidth", false),
  RANDOM_FILE(
      "disk.RandomFile", "dev\\.tare\\.bench\\.disk\\.RandomFile\\.", SeriesKey.PRIMARY, true);

  private final String label;
  private final String benchmark;
  private final String metric;
  private final boolean disk;

  Workload(String label, String benchmark, String metric, boolean disk) {
    this.label = label;
    this.benchmark = benchmark;
    this.metric = metric;
    this.disk = disk;
  }

  /** As it is asked for. */
  public String label() {
    return label;
  }

  /** A regular expression for the benchmark's full name. */
  public String benchmark() {
    return benchmark;
  }

  /** The metric of its score, higher is better; {@link SeriesKey#PRIMARY} for the score itself. */
  public String metric() {
    return metric;
  }

  /** Whether it writes a file. */
  public boolean usesDisk() {
    return disk;
  }

  /** Whether a series holds its score. */
  public boolean isScore(SeriesKey key) {
    return key.metric().equals(metric) && isOwn(key);
  }

  /** Whether a series is one of its benchmark's, whatever the metric. */
  public boolean isOwn(SeriesKey key) {
    return key.benchmark().matches(benchmark + ".*");
  }

  /**
   * The workload of that name.
   *
   * @throws IllegalArgumentException in one line, with those there are
   */
  public static Workload named(String label) {
    return Arrays.stream(values())
        .filter(one -> one.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--workload " + label + ": no such workload; there are " + labels()));
  }

  private static String labels() {
    List<String> labels = Arrays.stream(values()).map(Workload::label).toList();
    return labels.stream().collect(Collectors.joining(", "));
  }
}
