package dev.tare.result.io;

import dev.tare.result.Direction;
import dev.tare.result.Mode;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Go's benchmark format, as {@code go test -bench} and benchstat's friends write it, and as {@code
 * --format benchfmt} here: a line of a benchmark is a run of it, and so a fork. The first unit of a
 * line is the score's. https://go.dev/design/14313-benchmark-format
 */
final class GoBenchmarks implements OtherFormats.OtherFormat {
  /** Is a run of a benchmark, or its failure. */
  private static final Pattern RAN =
      Pattern.compile("Benchmark\\S*\\s+\\d+\\s.*|(?:Benchmark\\S*\\s+)?--- FAIL: Benchmark.*");

  /** Is what may stand before it, such as what other packages' tests come to. */
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:\\s.*)?|[a-z][^\\s:A-Z]*:.*|Unit .*|#.*|PASS|(?:ok|\\?|FAIL)(?:\\s.*)?|(?:---|===) .*"
              + "|exit status \\d+|Benchmark\\S*(?:\\s+--- .*)?");

  private static final Pattern CONFIGURED = Pattern.compile("([a-z][^\\s:A-Z]*):\\s*(.*)");
  private static final Pattern UNIT = Pattern.compile("Unit\\s+(\\S+)\\s+(.*)");
  private static final Pattern LINE =
      Pattern.compile("Benchmark_?(\\S*)\\s+\\d+((?:\\s+\\S+\\s+\\S+)+)\\s*");
  private static final Pattern THREADS = Pattern.compile("(.*)-(\\d{1,4})");
  private static final Pattern FAILED =
      Pattern.compile(
          "(?:Benchmark\\S+\\s+)?--- FAIL: (?:Benchmark_?)?(\\S+?)(?:-\\d{1,4})?(?:\\s.*)?"
              + "|FAIL(?:\\s+(\\S+).*)?");
  private static final String NANOSECONDS = "ns/op";

  @Override
  public boolean wrote(String start) {
    return start
        .lines()
        .filter(line -> isRun(line) || !BEFORE.matcher(line).matches())
        .findFirst()
        .filter(GoBenchmarks::isRun)
        .isPresent();
  }

  private static boolean isRun(String line) {
    return RAN.matcher(line).matches();
  }

  @Override
  public Results read(String text, String source) throws BadInput {
    return new Reading(source).of(text);
  }

  /** Is one document on its way into series. */
  private static final class Reading {
    private final String source;
    private final Map<String, String> configuration = new HashMap<>();
    private final SortedMap<String, String> failures = new TreeMap<>();
    private final Map<String, Direction> directions = new HashMap<>();
    private final Map<SeriesKey, Map<String, List<Double>>> values = new LinkedHashMap<>();

    Reading(String source) {
      this.source = source;
    }

    Results of(String text) throws BadInput {
      for (String line : text.lines().toList()) {
        take(line);
      }
      List<Series> series = new ArrayList<>();
      values.forEach((key, units) -> add(series, key, units));
      return new Results(series, failures);
    }

    private void take(String line) throws BadInput {
      Matcher failed = FAILED.matcher(line);
      Matcher unit = UNIT.matcher(line);
      Matcher configured = CONFIGURED.matcher(line);
      Matcher run = LINE.matcher(line);
      if (failed.matches()) {
        failed(failed);
      } else if (unit.matches()) {
        if (unit.group(2).contains("better=")) {
          directions.put(
              unit.group(1),
              unit.group(2).contains("better=higher") ? Direction.HIGHER : Direction.LOWER);
        }
      } else if (run.matches()) {
        run(run.group(1), run.group(2).strip().split("\\s+"));
      } else if (configured.matches()) {
        configuration.put(configured.group(1), configured.group(2).strip());
      }
    }

    /** Takes a failure, which ends with a line of its own, of its package, and of all. */
    private void failed(Matcher line) {
      String name =
          Stream.of(line.group(1), line.group(2))
              .filter(Objects::nonNull)
              .findFirst()
              .orElse("FAIL");
      if (line.group(1) != null || failures.isEmpty()) {
        failures.putIfAbsent(name, "it failed: " + line.group());
      }
    }

    private void run(String name, String[] pairs) throws BadInput {
      SeriesKey key = key(name, pairs[1]);
      for (int i = 0; i < pairs.length; i += 2) {
        values
            .computeIfAbsent(key, any -> new LinkedHashMap<>())
            .computeIfAbsent(pairs[i + 1], any -> new ArrayList<>())
            .add(Json.number(pairs[i], source));
      }
    }

    private SeriesKey key(String name, String unit) throws BadInput {
      Matcher counted = THREADS.matcher(name);
      boolean counts = counted.matches();
      String[] parts = (counts ? counted.group(1) : name).split("/");
      String benchmark = decoded(parts[0]);
      Map<String, String> params = new TreeMap<>();
      for (int i = 1; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        if (equals > 0) {
          params.put(parts[i].substring(0, equals), decoded(parts[i].substring(equals + 1)));
        } else {
          benchmark += "/" + decoded(parts[i]);
        }
      }
      String folder = configuration.get("pkg");
      if (configuration.containsKey("environment")) {
        params.put("environment", configuration.get("environment"));
      }
      Mode mode =
          Mode.labelled(String.valueOf(params.remove("mode")))
              .orElse(direction(unit) == Direction.HIGHER ? Mode.THROUGHPUT : Mode.AVERAGE_TIME);
      return OtherFormats.key(
          folder == null ? benchmark : folder + "." + benchmark,
          new TreeMap<>(params),
          mode,
          counts ? (int) Math.max(1, Json.whole(counted.group(2), source)) : 1);
    }

    private void add(List<Series> series, SeriesKey key, Map<String, List<Double>> units) {
      boolean score = true;
      for (Map.Entry<String, List<Double>> one : units.entrySet()) {
        String unit = one.getKey().equals("sec/op") ? "s/op" : one.getKey();
        SeriesKey own = score ? key : key.withMetric(unit);
        series.add(OtherFormats.series(own, unit, direction(one.getKey()), one.getValue()));
        score = false;
      }
    }

    private Direction direction(String unit) {
      Direction told = directions.get(unit);
      if (told != null) {
        return told;
      }
      if (unit.equals(NANOSECONDS) || unit.equals("B/op") || unit.equals("allocs/op")) {
        return Direction.LOWER;
      }
      return unit.equals("MB/s")
          ? Direction.HIGHER
          : Direction.ofUnit(Unit.parse(unit)).orElse(Direction.NEITHER);
    }

    private static String decoded(String part) {
      try {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return part; // A per cent sign of Go's own.
      }
    }
  }
}
