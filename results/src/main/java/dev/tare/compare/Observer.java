package dev.tare.compare;

import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.stats.NoiseRule;

/** Looks at the series of one run by the rules by which they would be compared with another's. */
public final class Observer {
  private final NoiseRules rules;

  public Observer(Run run) {
    rules = new NoiseRules(run, run);
  }

  public Observation of(Series series) {
    NoiseRule rule = rules.ofA(series, series);
    Sample sample = Sample.of(series, 1, rule);
    Sample usable = sample.isWiped() ? sample.undropped() : sample;
    return new Observation(
        usable.kept(),
        sample.summariesOfAll(),
        usable.blocks(),
        sample.isWiped() ? 0 : sample.dropped(),
        sample.isWiped(),
        series.forks().stream()
            .map(
                fork ->
                    fork.iterations().stream()
                        .map(iteration -> rule.flags(Sample.noise(iteration)))
                        .toList())
            .toList());
  }
}
