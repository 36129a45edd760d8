package dev.tare.experiment.concurrent;

import dev.tare.experiment.Choice;
import dev.tare.result.SeriesKey;
import java.util.List;

/** Work that is the same however many do it, and of which more done is better. */
public enum Workload implements Choice, Scored {
  PRIME("cpu.Prime"),
  STREAM("memory.Stream"),
  H2("app.H2"),
  OLTP("app.Oltp"),
  RANDOM_FILE("disk.RandomFile");

  private final String label;

  Workload(String label) {
    this.label = label;
  }

  @Override
  public String word() {
    return label;
  }

  @Override
  public String benchmark() {
    return ("dev.tare.bench." + label + ".").replace(".", "\\.");
  }

  /** Higher is better. */
  @Override
  public String metric() {
    return this == STREAM ? "bandwidth" : SeriesKey.PRIMARY;
  }

  /** Tells whether it writes a file. */
  public boolean usesDisk() {
    return this == RANDOM_FILE;
  }

  /** Returns the packs of software that it runs programs of. */
  public List<String> packs() {
    return this == OLTP ? List.of("mariadb", "sysbench") : List.of();
  }

  /** Tells whether a parameter of the profile, such as {@code size=256m}, is its own. */
  public boolean takes(String param) {
    return this == OLTP && param.startsWith("tableRows=");
  }
}
