package dev.tare.fleet;

import dev.tare.result.Facts;
import dev.tare.result.Noise;
import dev.tare.result.SeriesKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * One machine of a fleet, with what all its runs gave.
 *
 * @param name unlike that of any other
 * @param facts of all its environments; of several the first that tells one
 * @param failures what failed on it, a line each; a node that failed is kept and marked
 * @param series what it measured; empty where all of it failed
 */
public record FleetNode(
    String name, Facts facts, List<String> failures, Map<SeriesKey, NodeSeries> series) {
  private static final List<String> OF_A_FILE = List.of("jdk.", "jmh.", "jvm.", "vm.", Facts.NODE);

  public FleetNode {
    failures = List.copyOf(failures);
    series = Collections.unmodifiableMap(series);
  }

  /** Tells whether nothing that it measured says how quiet it was. */
  public boolean isNoiseUnknown() {
    return !series.isEmpty()
        && series.values().stream().allMatch(one -> one.noise().equals(Noise.UNKNOWN));
  }

  /** Tells whether more than half of what it measured was disturbed from outside. */
  public boolean isNoisy() {
    return 2 * series.values().stream().filter(NodeSeries::noisy).count() > series.size();
  }

  /** Tells whether its runs say what machine it is: a JMH file tells of its JVM alone. */
  boolean isDescribed() {
    return facts.values().keySet().stream()
        .anyMatch(name -> OF_A_FILE.stream().noneMatch(name::startsWith));
  }
}
