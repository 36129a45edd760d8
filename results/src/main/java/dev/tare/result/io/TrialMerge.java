package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.result.Mode;
import dev.tare.result.SeriesKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The trials of one environment as one JMH result, in which every JVM start is a fork. A fork that
 * lacks a secondary metric has an empty list there, so that the indices of all metrics agree.
 */
final class TrialMerge {
  private static final String FORKS = "forks";
  private static final String PRIMARY = "primaryMetric";
  private static final String SECONDARY = "secondaryMetrics";

  private final Map<String, ObjectNode> byRun = new LinkedHashMap<>();
  private final Map<String, Map<String, MergedMetric>> metrics = new LinkedHashMap<>();
  private final Map<String, Integer> forks = new LinkedHashMap<>();

  /**
   * Adds the benchmarks of a trial.
   *
   * @return by {@link SeriesKey#runId()}, the index of the first fork that the trial gave
   */
  SortedMap<String, Integer> add(Path trial) throws BadInput {
    return add(Json.read(trial), trial.toString());
  }

  /**
   * Returns the same of a document that has been read.
   *
   * @param trial what complaints call it
   */
  SortedMap<String, Integer> add(JsonNode document, String trial) throws BadInput {
    SortedMap<String, Integer> given = new TreeMap<>();
    if (!document.isArray()) {
      throw new BadInput(trial, "expected a JMH result: an array of benchmarks");
    }
    for (JsonNode node : document) {
      if (!(node instanceof ObjectNode record) || !record.path(PRIMARY).isObject()) {
        throw new BadInput(trial, "not a JMH result: a benchmark without primaryMetric");
      }
      String run = runId(record, trial);
      int first = forks.getOrDefault(run, 0);
      int more = MergedMetric.forks(record.path(PRIMARY));
      byRun.putIfAbsent(run, record);
      forks.put(run, first + more);
      given.putIfAbsent(run, first);
      metrics(record).forEach((name, metric) -> merged(run, name).add(metric, first, more));
    }
    return given;
  }

  /** Returns the merged result. */
  ArrayNode result() {
    ArrayNode all = Json.MAPPER.createArrayNode();
    byRun.forEach((run, record) -> all.add(merged(record.deepCopy(), run)));
    return all;
  }

  private ObjectNode merged(ObjectNode record, String run) {
    int total = forks.get(run);
    if (record.has(FORKS)) {
      record.put(FORKS, total);
    }
    ObjectNode secondary = Json.MAPPER.createObjectNode();
    metrics
        .get(run)
        .forEach(
            (name, metric) -> {
              if (name.equals(SeriesKey.PRIMARY)) {
                record.set(PRIMARY, metric.node(total));
              } else {
                secondary.set(name, metric.node(total));
              }
            });
    record.set(SECONDARY, secondary);
    return record;
  }

  private MergedMetric merged(String run, String metric) {
    return metrics
        .computeIfAbsent(run, key -> new LinkedHashMap<>())
        .computeIfAbsent(metric, key -> new MergedMetric());
  }

  private static Map<String, ObjectNode> metrics(ObjectNode record) {
    Map<String, ObjectNode> metrics = new LinkedHashMap<>();
    metrics.put(SeriesKey.PRIMARY, (ObjectNode) record.get(PRIMARY));
    Iterator<Map.Entry<String, JsonNode>> fields = record.path(SECONDARY).fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      if (field.getValue() instanceof ObjectNode metric) {
        metrics.put(field.getKey(), metric);
      }
    }
    return metrics;
  }

  private static String runId(ObjectNode record, String trial) throws BadInput {
    List<String> absent = new ArrayList<>(List.of("benchmark", "mode"));
    absent.removeIf(record::has);
    Optional<Mode> mode = Mode.labelled(record.path("mode").asText());
    if (!absent.isEmpty() || mode.isEmpty()) {
      throw new BadInput(trial, "not a JMH result: benchmark or mode is missing");
    }
    TreeMap<String, String> params = new TreeMap<>(Json.texts(record.path("params")));
    JmhExtent extent = new JmhExtent();
    record
        .fields()
        .forEachRemaining(
            member -> {
              if (JmhExtent.tells(member.getKey())) {
                extent.put(member.getKey(), member.getValue().asText());
              }
            });
    extent.addBatchTo(params);
    return new SeriesKey(
            Optional.empty(),
            record.path("benchmark").asText(),
            params,
            mode.get(),
            record.path("threads").asInt(1),
            SeriesKey.PRIMARY)
        .runId();
  }
}
