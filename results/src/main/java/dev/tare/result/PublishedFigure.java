package dev.tare.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A figure of one of the studies.
 *
 * @param study which one
 * @param where in it, such as {@code Table II}
 * @param experiment what it is about, such as {@code overhead}
 * @param subject workload, resource, neighbour and metric, as far as it has them
 * @param unit of the values; absent where they are ratios or say it themselves
 * @param statement what the text says; absent where there are only values
 * @param values as printed, by environment or case, in the study's order; shares are fractions
 * @param claims what of it can be tested; empty where nothing can
 * @param expectations what of it experiments can be held against
 */
public record PublishedFigure(
    Study study,
    String where,
    String experiment,
    String subject,
    Optional<String> unit,
    Optional<String> statement,
    Map<String, String> values,
    List<Claim> claims,
    List<Expectation> expectations) {

  /** A paper, and the machine that it measured on. */
  public record Study(String id, String title, String authors, int year, String host) {}

  public PublishedFigure {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    claims = List.copyOf(claims);
    expectations = List.copyOf(expectations);
  }
}
