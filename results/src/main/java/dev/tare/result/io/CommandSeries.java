package dev.tare.result.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Mode;
import dev.tare.result.SeriesKey;
import dev.tare.stats.ForkScore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The timed runs of a command as JMH writes a benchmark: one fork, each run an iteration. */
public final class CommandSeries {
  private static final String BENCHMARK = "dev.tare.Command.run";
  private static final double NS_PER_S = 1e9;
  private static final List<Figure> BESIDES =
      List.of(
          new Figure(Metrics.CPU_TIME, Run::cpuNs),
          new Figure(Metrics.USER_TIME, Run::userNs),
          new Figure(Metrics.SYSTEM_TIME, Run::systemNs),
          new Figure(Metrics.PEAK_MEMORY, Run::mostBytes));

  private CommandSeries() {}

  private record Figure(Metric metric, ToDoubleFunction<Run> of) {}

  /**
   * One run.
   *
   * @param wallNs its score, in s/op
   * @param userNs CPU time
   * @param systemNs the same in the kernel
   * @param mostBytes peak of resident memory
   */
  public record Run(long wallNs, long userNs, long systemNs, long mostBytes) {
    double cpuNs() {
      return userNs + systemNs;
    }
  }

  /** Returns what the results are kept under. */
  public static String runId() {
    return new SeriesKey(
            Optional.empty(), BENCHMARK, new TreeMap<>(), Mode.SINGLE_SHOT, 1, SeriesKey.PRIMARY)
        .runId();
  }

  /**
   * Returns the document.
   *
   * @param warmups untimed runs before these
   * @param runs at least one
   */
  public static String jmh(int warmups, List<Run> runs) throws IOException {
    ArrayNode all = Json.MAPPER.createArrayNode();
    ObjectNode benchmark = all.addObject();
    benchmark.put("benchmark", BENCHMARK).put("mode", Mode.SINGLE_SHOT.label());
    benchmark.put("threads", 1).put("forks", 1);
    benchmark.put("warmupIterations", warmups).put("warmupTime", "single-shot");
    benchmark.put("warmupBatchSize", 1);
    metric(
        benchmark.putObject("primaryMetric"),
        "s/op",
        runs.stream().mapToDouble(run -> run.wallNs() / NS_PER_S).toArray());
    ObjectNode more = benchmark.putObject("secondaryMetrics");
    for (Figure figure : BESIDES) {
      metric(
          more.putObject(figure.metric().name()),
          figure.metric().unit(),
          runs.stream().mapToDouble(figure.of()).toArray());
    }
    return Json.text(all);
  }

  private static void metric(ObjectNode metric, String unit, double[] values) {
    metric.put("score", ForkScore.of(values).value()).put("scoreError", "NaN");
    metric.put("scoreUnit", unit);
    ArrayNode fork = metric.putArray("rawData").addArray();
    for (double value : values) {
      fork.add(value);
    }
  }
}
