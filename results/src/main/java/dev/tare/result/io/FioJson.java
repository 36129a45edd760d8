package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.Direction;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metrics;
import dev.tare.result.Mode;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what fio writes with {@code --output-format=json+}: a job is a process, and so a fork of
 * those with its name. Percentiles are of the whole histogram that json+ has; plain json has only
 * means. https://fio.readthedocs.io
 */
final class FioJson implements OtherFormats.OtherFormat {
  private static final Map<String, Double> PERCENTILES =
      Map.of(
          Metrics.P50.name(), .5,
          Metrics.P90.name(), .9,
          Metrics.P99.name(), .99,
          Metrics.P999.name(), .999);

  @Override
  public boolean wrote(String start) {
    return start.startsWith("{") && start.contains("\"fio version\"");
  }

  /** Holds the jobs of one name, in one direction. */
  private static final class Jobs {
    final List<Double> iops = new ArrayList<>();
    final Map<String, List<Double>> percentiles = new TreeMap<>();
  }

  @Override
  public Results read(String text, String source) throws BadInput {
    Map<SeriesKey, Jobs> all = new LinkedHashMap<>();
    SortedMap<String, String> failures = new TreeMap<>();
    for (JsonNode job : Json.parse(text, source).path("jobs")) {
      if (job.path("error").asInt() != 0) {
        String why = "a job failed with error " + job.path("error");
        failures.putIfAbsent(job.path("jobname").asText(), why);
        continue;
      }
      for (String way : List.of("read", "write", "trim")) {
        JsonNode done = job.path(way);
        if (done.path("total_ios").asLong() > 0) {
          String name = job.path("jobname").asText() + "." + way;
          SeriesKey key = OtherFormats.key(name, Mode.THROUGHPUT, 1);
          add(done, all.computeIfAbsent(key, any -> new Jobs()), name, source);
        }
      }
    }
    List<Series> series = new ArrayList<>();
    all.forEach(
        (key, jobs) -> {
          series.add(OtherFormats.score(key, "ops/s", jobs.iops));
          jobs.percentiles.forEach(
              (name, values) ->
                  series.add(
                      OtherFormats.series(key.withMetric(name), "ns", Direction.LOWER, values)));
        });
    return new Results(series, failures);
  }

  private static void add(JsonNode done, Jobs jobs, String name, String source) throws BadInput {
    TreeMap<Long, Long> bins = new TreeMap<>();
    for (Map.Entry<String, String> bin : Json.texts(done.path("clat_ns").path("bins")).entrySet()) {
      bins.put(Json.whole(bin.getKey(), source), Json.whole(bin.getValue(), source));
    }
    if (bins.isEmpty()) {
      throw new BadInput(source, name + ": means alone; run fio with --output-format=json+");
    }
    jobs.iops.add(Json.number(done.path("iops"), source));
    LatencyCounts latencies = new LatencyCounts(bins);
    PERCENTILES.forEach(
        (metric, share) ->
            jobs.percentiles
                .computeIfAbsent(metric, any -> new ArrayList<>())
                .add((double) latencies.atQuantile(share)));
  }
}
