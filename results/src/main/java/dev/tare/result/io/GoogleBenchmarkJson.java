package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.Direction;
import dev.tare.result.Mode;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what Google Benchmark writes with {@code --benchmark_format=json}: a repetition is taken as
 * a fork, although all of them are of one process; several files of one pattern are several.
 * https://github.com/google/benchmark
 */
final class GoogleBenchmarkJson implements OtherFormats.OtherFormat {
  private static final String CPU = "cpuTime";
  private static final Pattern AGGREGATE = Pattern.compile("(.*)_(?:mean|median|stddev|cv)");

  @Override
  public boolean wrote(String start) {
    return start.startsWith("{")
        && start.contains("\"context\"")
        && (start.contains("\"benchmarks\"") || start.contains("\"library_build_type\""));
  }

  /** Holds the repetitions of one benchmark. */
  private record Repetitions(String unit, List<Double> real, List<Double> cpu) {}

  @Override
  public Results read(String text, String source) throws BadInput {
    JsonNode benchmarks = Json.parse(text, source).path("benchmarks");
    Set<String> names = new HashSet<>();
    benchmarks.forEach(one -> names.add(one.path("name").asText()));
    Map<SeriesKey, Repetitions> all = new LinkedHashMap<>();
    SortedMap<String, String> failures = new TreeMap<>();
    NamedWarnings warnings = new NamedWarnings();
    for (JsonNode one : benchmarks) {
      String name = one.path("name").asText();
      if (one.path("error_occurred").asBoolean()) {
        String why = one.path("error_message").asText();
        failures.putIfAbsent(name, "a repetition failed: " + why);
      } else if (one.path("skipped").asBoolean()) {
        String why = one.path("skip_message").asText(one.path("error_message").asText());
        warnings.add("skipped, and left out", why.isEmpty() ? name : name + " (" + why + ")");
      } else if (!isAggregate(one, names)) {
        add(one, all, source);
      }
    }
    if (all.isEmpty() && failures.isEmpty() && warnings.isEmpty()) {
      throw new BadInput(source, "aggregates alone; leave --benchmark_report_aggregates_only away");
    }
    List<Series> series = new ArrayList<>();
    all.forEach(
        (key, one) -> {
          series.add(OtherFormats.score(key, one.unit(), one.real()));
          series.add(
              OtherFormats.series(key.withMetric(CPU), one.unit(), Direction.LOWER, one.cpu()));
        });
    return new Results(series, failures, warnings);
  }

  /** Versions before 1.5 do not say so: theirs are called as what they are of, and a suffix. */
  private static boolean isAggregate(JsonNode one, Set<String> names) {
    if (one.has("run_type")) {
      return !one.path("run_type").asText().equals("iteration");
    }
    Matcher aggregate = AGGREGATE.matcher(one.path("name").asText());
    return aggregate.matches() && names.contains(aggregate.group(1));
  }

  private static void add(JsonNode one, Map<SeriesKey, Repetitions> all, String source)
      throws BadInput {
    String name = one.path("run_name").asText(one.path("name").asText());
    SeriesKey key =
        OtherFormats.key(name, Mode.AVERAGE_TIME, Math.max(1, one.path("threads").asInt(1)));
    String unit = one.path("time_unit").asText("ns") + "/op";
    Repetitions same =
        all.computeIfAbsent(
            key, any -> new Repetitions(unit, new ArrayList<>(), new ArrayList<>()));
    same.real().add(Json.number(one.path("real_time"), source));
    same.cpu().add(Json.number(one.path("cpu_time"), source));
  }
}
