package dev.tare.experiment.concurrent;

import dev.tare.experiment.Choice;
import dev.tare.result.SeriesKey;

/** Work that is the same however many do it, and of which more done is better. */
public enum Workload implements Choice {
  PRIME("cpu.Prime", "dev\\.tare\\.bench\\.cpu\\.Prime\\.", SeriesKey.PRIMARY, false),
  STREAM("memory.Stream", "dev\\.tare\\.bench\\.memory\\.Stream\\.", "bandwidth", false),
  H2("app.H2", "dev\\.tare\\.bench\\.app\\.H2\\.", SeriesKey.PRIMARY, false),
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

  @Override
  public String word() {
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

  /** Tells whether it writes a file. */
  public boolean usesDisk() {
    return disk;
  }

  /** Tells whether a series holds its score. */
  public boolean isScore(SeriesKey key) {
    return key.metric().equals(metric) && isOwn(key);
  }

  /** Tells whether a series is one of its benchmark's, whatever the metric. */
  public boolean isOwn(SeriesKey key) {
    return key.benchmark().matches(benchmark + ".*");
  }

  public static Workload named(String word) {
    return Choice.named(Workload.class, word);
  }
}
