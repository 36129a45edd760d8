package dev.tare.result.io;

import dev.tare.result.SeriesKey;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says how much of a benchmark was run: what JMH calls its iterations, times and batch sizes. */
final class JmhExtent {
  private static final String MEASUREMENT = "measurement";
  private static final String BATCH = "BatchSize";
  private static final String ONE = "1";

  private static final Set<String> MEMBERS =
      Set.of(
          "warmupIterations",
          "warmupTime",
          "warmupBatchSize",
          "measurementIterations",
          "measurementTime",
          "measurementBatchSize");

  private final Map<String, String> members = new TreeMap<>();

  /** Tells whether a member of a benchmark tells of it. */
  static boolean tells(String member) {
    return MEMBERS.contains(member);
  }

  void put(String member, String value) {
    members.put(member, value);
  }

  /** Adds {@code jmh.warmup} and {@code jmh.measurement}, such as {@code 5 x 1 s}. */
  void addTo(Map<String, String> conditions) {
    for (String phase : new String[] {"warmup", MEASUREMENT}) {
      String iterations = members.get(phase + "Iterations");
      String time = members.get(phase + "Time");
      if (iterations != null && time != null) {
        conditions.put("jmh." + phase, iterations + " x " + time);
      }
    }
    String batch = members.getOrDefault("warmup" + BATCH, ONE);
    if (!batch.equals(ONE)) {
      conditions.put("jmh.warmupBatchSize", batch);
    }
  }

  /**
   * A score per batch is another benchmark than one per operation, also where the benchmark has a
   * parameter of that name.
   */
  void addBatchTo(Map<String, String> params) {
    String batch = members.getOrDefault(MEASUREMENT + BATCH, ONE);
    if (!batch.equals(ONE)) {
      boolean taken = params.containsKey(SeriesKey.BATCH);
      params.put(taken ? MEASUREMENT + BATCH : SeriesKey.BATCH, batch);
    }
  }
}
