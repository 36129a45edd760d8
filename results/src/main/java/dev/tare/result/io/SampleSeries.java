package dev.tare.result.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.result.Direction;
import dev.tare.result.Mode;
import dev.tare.result.Sample;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import dev.tare.stats.ForkScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes benchmarks of samples, as JMH writes them: operations or bytes a second as throughput, all
 * else as single shots, one fork a block.
 */
final class SampleSeries {
  private final Map<SeriesKey, List<Sample>> series = new LinkedHashMap<>();

  private SampleSeries() {}

  static SampleSeries of(JsonLines<Sample> samples, String condition) throws BadInput {
    SampleSeries made = new SampleSeries();
    for (Sample sample : samples.read()) {
      if (sample.condition().equals(condition)) {
        made.series.computeIfAbsent(key(sample), any -> new ArrayList<>()).add(sample);
      }
    }
    made.series.values().forEach(own -> own.sort(Comparator.comparingInt(Sample::block)));
    return made;
  }

  boolean isEmpty() {
    return series.isEmpty();
  }

  private static SeriesKey key(Sample sample) {
    return key(sample.benchmark(), sample.labels(), mode(Unit.parse(sample.unit())));
  }

  private static SeriesKey key(String benchmark, SortedMap<String, String> labels, Mode mode) {
    return new SeriesKey(Optional.empty(), benchmark, labels, mode, 1, SeriesKey.PRIMARY);
  }

  /** Returns the one whose scores are better the same way. */
  private static Mode mode(Unit unit) {
    return Direction.ofUnit(unit).filter(Direction.HIGHER::equals).isPresent()
        ? Mode.THROUGHPUT
        : Mode.SINGLE_SHOT;
  }

  void addTo(ArrayNode benchmarks) {
    series.forEach((key, own) -> benchmarks.add(benchmark(key, own)));
  }

  private static ObjectNode benchmark(SeriesKey key, List<Sample> own) {
    ObjectNode benchmark = Json.MAPPER.createObjectNode();
    benchmark.put("benchmark", key.benchmark()).put("mode", key.mode().label());
    benchmark.put("threads", 1).put("forks", own.size());
    if (!key.params().isEmpty()) {
      benchmark.set("params", Json.object(key.params()));
    }
    ObjectNode metric = benchmark.putObject("primaryMetric");
    metric.put("score", ForkScore.of(own.stream().mapToDouble(Sample::value).toArray()).value());
    metric.put("scoreError", "NaN").put("scoreUnit", own.get(0).unit());
    ArrayNode raw = metric.putArray("rawData");
    own.forEach(sample -> raw.addArray().add(sample.value()));
    benchmark.putObject("secondaryMetrics");
    return benchmark;
  }

  /** Holds by run the block of each fork. */
  void blocks(Map<String, NavigableMap<Integer, Integer>> blocks) {
    series.forEach(
        (key, own) -> {
          NavigableMap<Integer, Integer> byFork = new TreeMap<>();
          own.forEach(sample -> byFork.put(byFork.size(), sample.block()));
          blocks.put(key.runId(), byFork);
          // Runs of before they had modes of their own have them all as single shots.
          blocks.put(key(key.benchmark(), key.params(), Mode.SINGLE_SHOT).runId(), byFork);
        });
  }
}
