package dev.tare.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.result.Direction;
import dev.tare.stats.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** JSON for services that keep benchmarks over time, each with the bounds of its interval. */
final class TrackerJson {
  private static final JsonMapper JSON = ReportJson.MAPPER;
  private static final double NANOSECONDS = 1e9;

  private TrackerJson() {}

  /**
   * Bencher's Metric Format: scores in its own measures, latency in ns and throughput in operations
   * a second, others under their own names.
   * https://bencher.dev/docs/reference/bencher-metric-format
   */
  static String bencher(List<Exported> all) {
    ObjectNode document = JSON.createObjectNode();
    for (Exported one : all) {
      String dimension = one.summary().series().unit().dimension();
      boolean latency = one.key().isPrimary() && dimension.equals("s/op");
      boolean throughput = one.key().isPrimary() && dimension.equals("op/s");
      double base = one.summary().series().unit().toBase();
      double factor = latency ? base * NANOSECONDS : throughput ? base : 1;
      String own = one.key().metricLabel() + " (" + one.unit() + ")";
      ObjectNode measure =
          document
              .withObjectProperty(one.name())
              .putObject(latency ? "latency" : throughput ? "throughput" : own);
      measure.put("value", one.figure().value() * factor);
      interval(one)
          .ifPresent(
              ci -> {
                measure.put("lower_value", ci.low() * factor);
                measure.put("upper_value", ci.high() * factor);
              });
    }
    return document.toPrettyString() + "\n";
  }

  /**
   * The custom format of github-action-benchmark, which takes a file for each direction.
   * https://github.com/benchmark-action/github-action-benchmark
   */
  static String githubAction(List<Exported> all, Direction direction) {
    ArrayNode document = JSON.createArrayNode();
    for (Exported one : all) {
      if (one.direction() == direction) {
        ObjectNode entry = document.addObject();
        String metric = one.key().isPrimary() ? "" : ", " + one.key().metric();
        entry.put("name", one.name() + metric);
        entry.put("unit", one.unit());
        entry.put("value", one.figure().value());
        interval(one).ifPresent(ci -> entry.put("range", range(one, ci)));
        entry.put("extra", one.figure().forks() + (one.figure().forks() == 1 ? " fork" : " forks"));
      }
    }
    return document.toPrettyString() + "\n";
  }

  /** It prints this behind the value. */
  private static String range(Exported one, Interval ci) {
    return String.format(
        Locale.ROOT, "95 %% interval %s to %s", one.rounded(ci.low()), one.rounded(ci.high()));
  }

  private static Optional<Interval> interval(Exported one) {
    return one.figure().ci95().filter(Interval::bounded);
  }
}
