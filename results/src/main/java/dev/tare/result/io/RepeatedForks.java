package dev.tare.result.io;

import dev.tare.result.Fork;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Has a fork count once that comes again, such as in a copy of a file: what was not measured again
 * is no replication. It is the score that tells; the fork's other metrics go with it.
 */
final class RepeatedForks {
  private final Map<SeriesKey, Map<Double, List<Known>>> known = new HashMap<>();
  private final Map<SeriesKey, Set<Integer>> latest = new HashMap<>();
  private final NamedWarnings warnings = new NamedWarnings();

  /** Is a fork of a score, and where it came from. */
  private record Known(String source, Series series, Fork fork) {
    boolean isOf(Known other) {
      return series.unit().equals(other.series.unit())
          && series.conditions().equals(other.series.conditions())
          && fork.isAgain(other.fork);
    }
  }

  /** Says which forks were left out, and of which they are copies. */
  NamedWarnings warnings() {
    return warnings;
  }

  /**
   * Returns a series without forks that came before.
   *
   * @param series the score first, of each benchmark of a document
   * @param source what warnings call the document
   */
  Series without(Series series, String source) {
    SeriesKey score = series.key().withMetric(SeriesKey.PRIMARY);
    if (series.key().isPrimary()) {
      latest.put(score, again(series, source));
    }
    Set<Integer> again = latest.getOrDefault(score, Set.of());
    return again.isEmpty()
        ? series
        : series.withForks(
            series.forks().stream().filter(fork -> !again.contains(fork.index())).toList());
  }

  private Set<Integer> again(Series score, String source) {
    Set<Integer> again = new HashSet<>();
    Map<String, List<String>> pairs = new LinkedHashMap<>();
    Map<Double, List<Known>> byFirst = known.computeIfAbsent(score.key(), key -> new HashMap<>());
    for (Fork fork : score.forks()) {
      if (fork.isTelling()) {
        Known own = new Known(source, score, fork);
        double first = fork.iterations().get(0).value();
        List<Known> alike = byFirst.computeIfAbsent(first, value -> new ArrayList<>(1));
        Optional<Known> before = alike.stream().filter(own::isOf).findFirst();
        if (before.isEmpty()) {
          alike.add(own);
        } else {
          again.add(fork.index());
          pairs
              .computeIfAbsent(before.get().source, one -> new ArrayList<>())
              .add(fork.index() + " is " + before.get().fork.index());
        }
      }
    }
    pairs.forEach(
        (before, same) -> {
          String of = source.equals(before) ? "twice" : "of " + before + " again";
          warnings.add(
              source + " has forks " + of + ", to the last digit, which count once",
              score.key().runId() + " (fork " + String.join(", ", same) + ")");
        });
    return again;
  }
}
