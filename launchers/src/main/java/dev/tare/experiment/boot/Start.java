package dev.tare.experiment.boot;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tare.experiment.concurrent.HostReading;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One start and the end of what was started, in ns of the host's monotonic clock.
 *
 * @param reached what it came past, since it was asked for
 * @param totalNs until whoever asked had the JVM's line and, where it has a network, its answer;
 *     read beside the stamps
 * @param peakBytes the most memory that its control group was charged for until then, or that its
 *     QEMU had; absent where neither can be read
 * @param processGoneNs since its end was asked for, until what had run first inside was gone;
 *     absent where that is not told
 * @param goneNs until the engine was done, and its control groups and its link were gone
 * @param burst which of them began together in a block, a number for each moment
 */
record Start(
    Map<Milestone, Long> reached,
    long totalNs,
    OptionalLong peakBytes,
    OptionalLong processGoneNs,
    long goneNs,
    int burst) {
  Start {
    reached = Map.copyOf(reached);
  }

  Start inBurst(int number) {
    return new Start(reached, totalNs, peakBytes, processGoneNs, goneNs, number);
  }

  /** Tells when it came past that; absent where it never did. */
  OptionalDouble at(Milestone milestone) {
    Long ns = reached.get(milestone);
    return ns == null ? OptionalDouble.empty() : OptionalDouble.of(ns);
  }

  OptionalDouble processGone() {
    return HostReading.real(processGoneNs);
  }

  OptionalDouble peak() {
    return HostReading.real(peakBytes);
  }

  /**
   * Returns what passed before each milestone, behind those before it: together all until the last.
   */
  @JsonIgnore
  Map<Milestone, Long> phases() {
    Map<Milestone, Long> phases = new EnumMap<>(Milestone.class);
    long last = 0;
    for (Milestone one : Milestone.values()) {
      if (reached.containsKey(one)) {
        long next = Math.max(last, reached.get(one));
        phases.put(one, next - last);
        last = next;
      }
    }
    return phases;
  }
}
