package dev.tare.experiment.network;

import dev.tare.compare.Row;
import dev.tare.experiment.Words;
import dev.tare.stats.Comparison;
import dev.tare.stats.GeometricMean;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Figures as the tables of the paths print them. */
final class PathWords {
  private static final Map<String, String> VERDICTS =
      Map.of(
          "REGRESSED", "worse",
          "IMPROVED", "better",
          "NO_CHANGE", "no change",
          "INCONCLUSIVE", "cannot tell",
          "NOT_COMPARABLE", "not comparable");

  private PathWords() {}

  static String scaled(GeometricMean mean, double scale) {
    String interval =
        mean.forks() > 1 && mean.ci95().bounded()
            ? " ["
                + Words.number(mean.ci95().low() * scale)
                + ", "
                + Words.number(mean.ci95().high() * scale)
                + "]"
            : "";
    return Words.number(mean.value() * scale) + interval;
  }

  static String ratio(Optional<Row> row) {
    Optional<Comparison> known = row.flatMap(Row::ratio);
    return known
        .map(
            one ->
                String.format(Locale.ROOT, "%.3f", one.ratio())
                    + (one.tested()
                        ? String.format(
                            Locale.ROOT,
                            " [%.3f, %.3f]",
                            one.ratioCi95().low(),
                            one.ratioCi95().high())
                        : ""))
        .orElse(Words.NONE);
  }

  static String verdict(Optional<Row> row) {
    return row.flatMap(Row::judgement)
        .map(
            judged ->
                VERDICTS.getOrDefault(judged.verdict().name(), judged.verdict().name())
                    + judged
                        .reason()
                        .map(why -> ": " + why.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .orElse(""))
        .orElse(Words.NONE);
  }
}
