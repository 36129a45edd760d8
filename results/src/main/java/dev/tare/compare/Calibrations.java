package dev.tare.compare;

import dev.tare.result.Calibration;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The calibrations there are, of whatever places.
 *
 * @param all of different places
 * @param vouched whether the user named them for these results: then results that do not tell their
 *     place, as a plain JMH file does not, are taken to be of it
 */
public record Calibrations(List<Calibration> all, boolean vouched) {
  public static final Calibrations NONE = new Calibrations(List.of(), false);

  public Calibrations {
    all = List.copyOf(all);
  }

  /** Returns the logarithms of the fork summaries of the same thing, in the same place. */
  Optional<double[]> logs(Run run, Series series) {
    Facts facts = facts(run, series);
    return all.stream()
        .filter(calibration -> calibration.isOf(facts, vouched))
        .flatMap(calibration -> calibration.spread(series.key(), facts).stream())
        .findFirst()
        .map(spread -> spread.logs().stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static Facts facts(Run run, Series series) {
    Map<String, String> all = new TreeMap<>(run.factsOf(series).values());
    all.putAll(series.conditions().values());
    return Facts.of(all);
  }
}
