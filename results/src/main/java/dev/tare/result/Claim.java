package dev.tare.result;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Holds what of a published figure can be tested: that what one condition costs over another lies
 * between two bounds, or that work in it never finishes.
 *
 * @param experiment whose conditions it is about; {@link #MATRIX} has an environment each
 * @param metric of a benchmark, {@code score} for its own, or of an experiment's samples
 * @param of labels of the condition, each with the values that will do; those that conditions have
 *     not are of its series: their parameters, {@code benchmark}, {@code subject}, {@code threads}
 * @param over the labels in which the other condition differs; empty: there is no other, and the
 *     figure itself lies between the bounds
 * @param base the labels in which the condition differs that each is divided by first; empty: none
 * @param without options with which a layer is another environment than the study's, by name
 * @param low the least ratio of costs, above 1 is worse; absent where there is no such bound.
 *     Without any bound a figure is to be looked at
 * @param high the largest; absent where there is no such bound
 * @param never whether the work must never finish
 * @param drawn what the study saw, as the experiment draws it; absent: it is not drawn
 * @param cpus that the study's host had, from which ours must not differ downwards; absent: any
 * @param hosts on how many machines the study measured; absent: on one
 * @param reading the claim in words, with how the bounds follow from the figure
 */
public record Claim(
    String experiment,
    String metric,
    Map<String, List<String>> of,
    Map<String, String> over,
    Map<String, String> base,
    Map<String, List<String>> without,
    OptionalDouble low,
    OptionalDouble high,
    boolean never,
    OptionalDouble drawn,
    OptionalInt cpus,
    OptionalInt hosts,
    String reading) {
  /** Is the experiment that runs benchmarks in one environment after the other. */
  public static final String MATRIX = "matrix";

  public Claim {
    over = over == null ? Map.of() : Map.copyOf(over);
    base = base == null ? Map.of() : Map.copyOf(base);
    without = without == null ? Map.of() : Map.copyOf(without);
    boolean bounded = low.isPresent() || high.isPresent();
    boolean compares = !over.isEmpty() || !base.isEmpty();
    if (bounded == never && (never || compares)
        || low.orElse(0) >= high.orElse(Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no bounds: " + reading);
    }
  }

  /** Tells whether its figure is to be looked at, because it is of the study's own hardware. */
  public boolean isUnjudged() {
    return low.isEmpty() && high.isEmpty() && !never;
  }

  /** Tells whether it is about a figure of its own, not about one over another. */
  public boolean isAlone() {
    return over.isEmpty() && base.isEmpty();
  }
}
