package dev.tare.experiment.serving;

import dev.tare.experiment.Cells;
import dev.tare.result.Metrics;
import dev.tare.result.Section;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Draws environments side by side: what closed loops reached, and what a request took of the host.
 *
 * @param called how charts call an environment
 */
record ServiceBars(List<LoadScore> scores, UnaryOperator<String> called) {
  List<Section.Bars> all() {
    List<Section.Bars> all = new ArrayList<>();
    for (String words : scores.stream().map(LoadScore::words).distinct().toList()) {
      List<LoadScore> own = scores.stream().filter(one -> one.words().equals(words)).toList();
      if (!own.get(0).isOpenLoop()) {
        bars(words, "requests per second, more is better", "ops/s", own, LoadScore::reached)
            .ifPresent(all::add);
      }
      bars(
              words + ": CPU time of the whole host",
              "us per request, less is better",
              "us",
              own,
              score -> score.mean(Metrics.HOST_CPU_PER_OP))
          .ifPresent(all::add);
    }
    return all;
  }

  /** Absent where nobody has the figure. */
  private Optional<Section.Bars> bars(
      String title,
      String label,
      String unit,
      List<LoadScore> own,
      Function<LoadScore, Optional<GeometricMean>> figure) {
    List<Section.Bar> bars =
        own.stream()
            .filter(score -> figure.apply(score).isPresent())
            .map(
                score ->
                    new Section.Bar(
                        called.apply(score.environment()), Cells.of(figure.apply(score), unit)))
            .toList();
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section.Bars(title, label, null, bars));
  }
}
