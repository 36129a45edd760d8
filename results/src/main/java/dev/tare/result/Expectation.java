package dev.tare.result;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Holds what of a published figure an experiment can be held against: that a figure of one
 * condition over that of another lies between two bounds.
 *
 * @param experiment whose conditions it is about
 * @param metric of {@link Metrics}
 * @param of labels of the condition, each with the values that will do
 * @param over the labels in which the other condition differs; empty: there is no other
 * @param base the labels in which the condition differs that each is divided by first; empty: none
 * @param low the least ratio that agrees
 * @param high the largest; infinite where there is no such bound
 * @param never whether the work must never finish
 * @param drawn what the study saw, as the experiment draws it; absent: it is not drawn
 * @param cpus that the study's host had, from which ours must not differ downwards; absent: any
 * @param hosts on how many machines the study measured
 * @param reading the claim in words, with how the bounds follow from the figure
 */
public record Expectation(
    String experiment,
    String metric,
    Map<String, List<String>> of,
    Map<String, String> over,
    Map<String, String> base,
    double low,
    double high,
    boolean never,
    OptionalDouble drawn,
    OptionalInt cpus,
    int hosts,
    String reading) {
  public Expectation {
    of = Map.copyOf(of);
    over = Map.copyOf(over);
    base = Map.copyOf(base);
    if (!(low >= 0 && low < high)) {
      throw new IllegalArgumentException("no bounds: " + low + " to " + high);
    }
  }
}
