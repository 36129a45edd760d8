package dev.tare.experiment.concurrent;

import dev.tare.experiment.Choice;
import dev.tare.result.SeriesKey;
import java.util.List;

/** Work that is the same however many do it, and of which more done is better. */
public enum Workload implements Choice, Scored {
  PRIME("cpu.Prime", "dev\\.tare\\.bench\\.cpu\\.Prime\\.", SeriesKey.PRIMARY, false),
  STREAM("memory.Stream", "dev\\.tare\\.bench\\.memory\\.Stream\\.", "bandwidth", false),
  H2("app.H2", "dev\\.tare\\.bench\\.app\\.H2\\.", SeriesKey.PRIMARY, false),
  OLTP("app.Oltp", "dev\\.tare\\.bench\\.app\\.Oltp\\.", SeriesKey.PRIMARY, false),
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

  @Override
  public String benchmark() {
    return benchmark;
  }

  /** Higher is better. */
  @Override
  public String metric() {
    return metric;
  }

  /** Tells whether it writes a file. */
  public boolean usesDisk() {
    return disk;
  }

  /** Returns the packs of software that it runs programs of. */
  public List<String> packs() {
    return this == OLTP ? List.of("mariadb", "sysbench") : List.of();
  }

  /** Tells whether a parameter of the profile, such as {@code size=256m}, is its own. */
  public boolean takes(String param) {
    return this == OLTP && param.startsWith("tableRows=");
  }

  public static Workload named(String word) {
    return Choice.named(Workload.class, word);
  }
}
