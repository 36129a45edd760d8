package dev.tare.compare;

import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds for each series of A the one of B. The environment counts only where a side holds several.
 * What is left over and has one possible partner on the other side is a pair that cannot be
 * compared, not a loss and a gain.
 */
final class Alignment {
  private final Run runA;
  private final Run runB;
  private final CompareOptions options;
  private final boolean environmentCounts;
  private final List<Pair> pairs = new ArrayList<>();

  private Alignment(Run runA, Run runB, CompareOptions options) {
    this.runA = runA;
    this.runB = runB;
    this.options = options;
    environmentCounts = runA.environments().size() > 1 || runB.environments().size() > 1;
  }

  static List<Pair> of(Run a, Run b, CompareOptions options) {
    Alignment alignment = new Alignment(a, b, options);
    alignment.align();
    return alignment.pairs;
  }

  private void align() {
    Map<SeriesKey, Series> a = selected(runA);
    Map<SeriesKey, Series> b = selected(runB);
    Map<Near, Integer> countA = counts(a);
    Map<Near, Integer> countB = counts(b);
    Map<SeriesKey, Series> onlyB = new LinkedHashMap<>(b);
    List<Series> onlyA = new ArrayList<>();
    a.forEach(
        (key, series) -> {
          Series partner = onlyB.remove(key);
          if (partner == null) {
            onlyA.add(series);
          } else {
            pairs.add(Pair.of(series, partner, obstacle(series, partner)));
          }
        });
    Map<Near, Series> lonelyB = new HashMap<>();
    onlyB.values().stream()
        .filter(series -> countB.get(near(series)) == 1)
        .forEach(series -> lonelyB.put(near(series), series));
    for (Series series : onlyA) {
      Series partner = countA.get(near(series)) == 1 ? lonelyB.get(near(series)) : null;
      if (partner == null) {
        pairs.add(new Pair(Optional.of(series), Optional.empty(), Optional.empty()));
      } else {
        onlyB.remove(keyOf(partner));
        pairs.add(Pair.of(series, partner, Optional.of(dimensions(series, partner))));
      }
    }
    onlyB
        .values()
        .forEach(one -> pairs.add(new Pair(Optional.empty(), Optional.of(one), Optional.empty())));
  }

  private Map<SeriesKey, Series> selected(Run run) {
    Map<SeriesKey, Series> selected = new LinkedHashMap<>();
    for (Series series : run.series()) {
      if (options.selects(series) && selected.put(keyOf(series), series) != null) {
        throw new IllegalStateException("two series with the key " + series.key());
      }
    }
    return selected;
  }

  private SeriesKey keyOf(Series series) {
    SeriesKey key = series.key();
    boolean asItIs = environmentCounts || key.environment().isEmpty();
    return asItIs ? key : key.withEnvironment(Optional.empty());
  }

  private Optional<String> obstacle(Series a, Series b) {
    if (!a.unit().dimension().equals(b.unit().dimension())) {
      return Optional.of("unit: " + a.unit().text() + " and " + b.unit().text());
    }
    return RequiredFacts.difference(runA, a, runB, b, options.allowed());
  }

  private static String dimensions(Series a, Series b) {
    SeriesKey x = a.key();
    SeriesKey y = b.key();
    List<String> different = new ArrayList<>();
    if (x.mode() != y.mode()) {
      different.add("mode: " + x.mode().label() + " and " + y.mode().label());
    }
    if (x.threads() != y.threads()) {
      different.add("threads: " + x.threads() + " and " + y.threads());
    }
    if (!x.params().equals(y.params())) {
      different.add("parameters: " + text(x) + " and " + text(y));
    }
    return String.join("; ", different);
  }

  private static String text(SeriesKey key) {
    return key.params().isEmpty() ? "none" : key.paramsText();
  }

  /** Holds what two series have to share to be taken for the same measurement done differently. */
  private record Near(Optional<String> environment, String benchmark, String metric) {}

  private Near near(Series series) {
    SeriesKey key = keyOf(series);
    return new Near(key.environment(), key.benchmark(), key.metric());
  }

  private Map<Near, Integer> counts(Map<SeriesKey, Series> side) {
    Map<Near, Integer> counts = new HashMap<>();
    side.values().forEach(series -> counts.merge(near(series), 1, Integer::sum));
    return counts;
  }
}
