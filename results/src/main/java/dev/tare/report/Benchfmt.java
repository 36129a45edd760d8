package dev.tare.report;

import dev.tare.compare.SeriesSummary;
import dev.tare.result.Direction;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Go's benchmark format, which benchstat reads: a line a fork, times in nanoseconds, other metrics
 * behind the score in units that begin with their names.
 * https://go.dev/design/14313-benchmark-format
 */
final class Benchfmt {
  private static final String PER_OPERATION = "s/op";
  private static final double NANOSECONDS = 1e9;

  /** Holds the forks of one benchmark in one place, by their index, each with its figures. */
  private static final class Forks {
    final TreeMap<Integer, List<String>> values = new TreeMap<>();
    final TreeMap<Integer, Integer> iterations = new TreeMap<>();
  }

  private final Map<String, Direction> directions = new LinkedHashMap<>();
  private final Map<String, Map<String, Forks>> places = new LinkedHashMap<>();

  private Benchfmt() {}

  static String of(List<Exported> all) {
    Benchfmt made = new Benchfmt();
    all.stream().filter(one -> one.key().isPrimary()).forEach(made::add);
    all.stream().filter(one -> !one.key().isPrimary()).forEach(made::add);
    return made.text();
  }

  private void add(Exported one) {
    Forks forks =
        places
            .computeIfAbsent(one.place(), any -> new LinkedHashMap<>())
            .computeIfAbsent(name(one.key()), any -> new Forks());
    Unit unit = one.summary().series().unit();
    boolean time = one.key().isPrimary() && unit.dimension().equals(PER_OPERATION);
    double factor = time ? unit.toBase() * NANOSECONDS : 1;
    String text =
        one.key().isPrimary()
            ? time ? "ns/op" : word(unit.text())
            : word(metric(one.key().metric(), unit.text()));
    directions.merge(text, one.direction(), (a, b) -> a == b ? a : Direction.NEITHER);
    SeriesSummary summary = one.summary();
    for (int f = 0; f < summary.forks().length; f++) {
      int index = summary.series().forks().get(f).index();
      if (one.key().isPrimary()) {
        forks.iterations.put(index, summary.series().forks().get(f).iterations().size());
      }
      if (forks.iterations.containsKey(index)) {
        forks
            .values
            .computeIfAbsent(index, any -> new ArrayList<>())
            .add(summary.forks()[f] * factor + " " + text);
      }
    }
  }

  /**
   * A figure that Go's own lines give beside the score, such as B/op, is called after its unit
   * alone.
   */
  private static String metric(String name, String unit) {
    return name.equals(unit) ? unit : name + "-" + unit;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    directions.forEach(
        (unit, direction) -> {
          if (direction != Direction.NEITHER) {
            String better = direction.name().toLowerCase(Locale.ROOT);
            text.append("Unit ").append(unit).append(" better=").append(better).append('\n');
          }
        });
    places.forEach(
        (place, benchmarks) -> {
          if (!place.isEmpty()) {
            text.append("environment: ").append(OneLine.of(place)).append('\n');
          }
          benchmarks.forEach((name, forks) -> lines(text, name, forks));
        });
    return OneLine.encodable(text.toString());
  }

  private static void lines(StringBuilder text, String name, Forks forks) {
    forks.values.forEach(
        (index, values) -> {
          Set<String> pairs = new LinkedHashSet<>(values);
          text.append(name).append(' ').append(forks.iterations.get(index)).append(' ');
          text.append(String.join(" ", pairs)).append('\n');
        });
  }

  /** Writes {@code Benchmark_org.example.Bench.method/param=value/mode=avgt-1}. */
  private static String name(SeriesKey key) {
    String benchmark = part(key.benchmark());
    // What begins with a small letter is no benchmark's name to Go's tools.
    StringBuilder name = new StringBuilder("Benchmark_").append(benchmark);
    key.params()
        .forEach(
            (param, value) -> name.append('/').append(part(param)).append('=').append(part(value)));
    return name + "/mode=" + key.mode().label() + "-" + key.threads();
  }

  /** Returns a unit: one word. */
  private static String word(String text) {
    return encoded(text, c -> c <= ' ' || Character.isSpaceChar(c));
  }

  /** A part of a name: one word, without what would begin the next part. */
  private static String part(String text) {
    return encoded(text, c -> c <= ' ' || Character.isSpaceChar(c) || c == '/' || c == '%');
  }

  private static String encoded(String text, IntPredicate special) {
    StringBuilder encoded = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (special.test(c)) {
                for (byte one : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                  encoded.append(String.format("%%%02X", one));
                }
              } else {
                encoded.appendCodePoint(c);
              }
            });
    return encoded.toString();
  }
}
