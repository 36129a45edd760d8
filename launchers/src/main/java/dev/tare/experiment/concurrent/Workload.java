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
  RANDOM_FILE("disk.RandomFile"),
  /** Is buffered, as in Chaufournier 2016. */
  FILEBENCH("disk.FilebenchRandomRw"),
  /** Is buffered, as in Dhar 2016. */
  SYSBENCH_FILE_IO("disk.SysbenchFileIo");

  private static final String DISK = "disk.";

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
    return label.startsWith(DISK);
  }

  /** Returns the packs of software that it runs programs of. */
  public List<String> packs() {
    return this == OLTP ? List.of("mariadb", "sysbench") : List.of();
  }

  /** Returns those of its parameters that are not as the benchmark has them by itself. */
  public List<String> params() {
    return usesDisk() && this != RANDOM_FILE ? List.of("direct=false") : List.of();
  }

  /** Tells whether a parameter of the profile, such as {@code size=256m}, is its own. */
  public boolean takes(String param) {
    return this == OLTP && param.startsWith("tableRows=");
  }
}
