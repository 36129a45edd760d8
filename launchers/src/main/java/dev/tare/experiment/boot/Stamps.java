package dev.tare.experiment.boot;

import java.util.EnumMap;
import java.util.Map;

/** Takes what one start comes past, from whatever thread, in ns since it was asked for. */
final class Stamps {
  private final long askedNs;
  private final Map<Milestone, Long> reached = new EnumMap<>(Milestone.class);

  /**
   * @param askedNs as {@link System#nanoTime} says it, which is the host's CLOCK_MONOTONIC
   */
  Stamps(long askedNs) {
    this.askedNs = askedNs;
  }

  /** It is come past now, unless it was before. */
  void mark(Milestone milestone) {
    mark(milestone, System.nanoTime());
  }

  synchronized void mark(Milestone milestone, long ns) {
    reached.putIfAbsent(milestone, ns - askedNs);
  }

  synchronized Map<Milestone, Long> all() {
    return new EnumMap<>(reached);
  }
}
