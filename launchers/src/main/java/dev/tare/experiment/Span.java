package dev.tare.experiment;

import java.util.Collection;
import java.util.OptionalDouble;

/**
 * Spans from when to when something ran, by one clock.
 *
 * @param startNs of an arbitrary clock, ns
 * @param endNs of the same clock, at or after the start
 */
public record Span(long startNs, long endNs) {
  /** A span that shares less of its time than this has not measured what it was meant to. */
  public static final double LEAST_OVERLAP = 0.95;

  public Span {
    if (endNs < startNs) {
      throw new IllegalArgumentException("ends " + (startNs - endNs) + " ns before it starts");
    }
  }

  public double seconds() {
    return (endNs - startNs) / 1e9;
  }

  /**
   * Tells how much of this span the other one covers, 0 to 1; 1 for a span without length inside
   * it.
   */
  public double coveredBy(Span other) {
    long shared = Math.min(endNs, other.endNs) - Math.max(startNs, other.startNs);
    if (endNs == startNs) {
      return shared >= 0 ? 1 : 0;
    }
    return Math.max(0, shared) / (double) (endNs - startNs);
  }

  /**
   * Tells how much of the time in which any of several ran all of them ran.
   *
   * @return 0 to 1; absent for none
   */
  public static OptionalDouble overlap(Collection<Span> spans) {
    if (spans.isEmpty()) {
      return OptionalDouble.empty();
    }
    Span any =
        new Span(
            spans.stream().mapToLong(Span::startNs).min().getAsLong(),
            spans.stream().mapToLong(Span::endNs).max().getAsLong());
    long lastStart = spans.stream().mapToLong(Span::startNs).max().getAsLong();
    long firstEnd = spans.stream().mapToLong(Span::endNs).min().getAsLong();
    return OptionalDouble.of(
        firstEnd < lastStart ? 0 : any.coveredBy(new Span(lastStart, firstEnd)));
  }
}
