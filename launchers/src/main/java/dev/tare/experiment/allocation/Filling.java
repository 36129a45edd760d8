package dev.tare.experiment.allocation;

import dev.tare.experiment.concurrent.Workload;
import java.util.List;
import java.util.Optional;

/**
 * Says how a workload nearly fills the memory that it is promised; the others ask for the CPU.
 *
 * @param what it works on, for people
 * @param ownBytes what the JVMs of one environment, and its server, take beside that
 * @param onDisk whether that is a file
 */
record Filling(String what, long ownBytes, boolean onDisk) {
  /** The JVMs take 91 MiB as seen. */
  private static final Filling FILE = new Filling("a file", 128L << 20, true);

  /** YCSB makes garbage, so that its heap of 256 MiB is touched. */
  private static final Filling RECORDS = new Filling("a redis with records", 320L << 20, false);

  /** Holds what a record of ten fields of 100 bytes takes of a redis: 1,870 bytes as seen. */
  private static final long RECORD_BYTES = 2048;

  /** Below this there is nothing to work with. */
  private static final long LEAST_BYTES = 64L << 20;

  /** Returns how a workload does; absent where it is one for the CPU. */
  static Optional<Filling> of(Workload workload) {
    return switch (workload.label()) {
      case "disk.RandomFile" -> Optional.of(FILE);
      case "app.Redis" -> Optional.of(RECORDS);
      default -> Optional.empty();
    };
  }

  /**
   * Tells how much it works on, bytes in whole MiB.
   *
   * @param promised memory, bytes
   */
  long bytes(long promised) {
    return (promised - ownBytes) >> 20 << 20;
  }

  long leastBytes() {
    return ownBytes + LEAST_BYTES;
  }

  List<String> params(long bytes) {
    return onDisk
        ? List.of("size=" + (bytes >> 20) + "m", "direct=false", "shape=read")
        : List.of("records=" + bytes / RECORD_BYTES);
  }
}
