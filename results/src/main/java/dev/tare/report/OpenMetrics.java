package dev.tare.report;

import dev.tare.stats.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * OpenMetrics' text, which Prometheus and others scrape: a gauge for the values, one each for the
 * ends of their intervals and one for the forks, labelled with all that tells one from another.
 * https://prometheus.io/docs/specs/om/open_metrics_spec
 */
final class OpenMetrics {
  private final StringBuilder text = new StringBuilder();

  private OpenMetrics() {}

  static String of(List<Exported> all) {
    OpenMetrics made = new OpenMetrics();
    made.family(
        "value",
        "A benchmark's score or other figure (label metric) in the unit of label unit: the geometric"
            + " mean over its forks, with the digits that its interval bears out; label better says"
            + " which way is better.",
        all,
        one -> Optional.of(one.rounded(one.figure().value())));
    made.family(
        "low",
        "Lower end of the 95 % confidence interval of tare_value with the same labels; none of"
            + " one fork.",
        all,
        one -> end(one, Interval::low));
    made.family(
        "high",
        "Upper end of the 95 % confidence interval of tare_value with the same labels; none of"
            + " one fork.",
        all,
        one -> end(one, Interval::high));
    made.family(
        "forks",
        "How many forks (starts of a JVM, or another program's repetitions) tare_value with the same"
            + " labels is the mean of.",
        all,
        one -> Optional.of(String.valueOf(one.figure().forks())));
    return OneLine.encodable(made.text.append("# EOF\n").toString());
  }

  private static Optional<String> end(Exported one, Function<Interval, Double> side) {
    return one.figure().ci95().filter(Interval::bounded).map(ci -> one.rounded(side.apply(ci)));
  }

  private void family(
      String name, String help, List<Exported> all, Function<Exported, Optional<String>> value) {
    text.append("# TYPE tare_").append(name).append(" gauge\n");
    text.append("# HELP tare_").append(name).append(' ').append(help).append('\n');
    for (Exported one : all) {
      value
          .apply(one)
          .ifPresent(
              said -> {
                text.append("tare_").append(name);
                labels(one);
                text.append(' ').append(said).append('\n');
              });
    }
  }

  private void labels(Exported one) {
    text.append('{');
    label("benchmark", one.key().benchmark());
    label("environment", one.place());
    label("mode", one.key().mode().label());
    label("threads", String.valueOf(one.key().threads()));
    label("metric", one.key().metricLabel());
    label("unit", one.unit());
    label("better", one.direction().name().toLowerCase(Locale.ROOT));
    for (Map.Entry<String, String> param : one.key().params().entrySet()) {
      label("param_" + param.getKey().replaceAll("[^A-Za-z0-9_]", "_"), param.getValue());
    }
    text.setCharAt(text.length() - 1, '}');
  }

  private void label(String name, String value) {
    String escaped = OneLine.of(value).replace("\\", "\\\\").replace("\"", "\\\"");
    text.append(name).append("=\"").append(escaped).append("\",");
  }
}
