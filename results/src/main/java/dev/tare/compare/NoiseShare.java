package dev.tare.compare;

import dev.tare.result.Run;
import dev.tare.result.Series;

/**
 * How much of one series was disturbed, by the rule that a comparison would apply to it.
 *
 * @param flagged iterations with a flag
 * @param dropped iterations that a comparison would not use; 0 where waiting is part of the work
 * @param iterations all of them
 */
public record NoiseShare(int flagged, int dropped, int iterations) {
  /** Of a series of that run. */
  public static NoiseShare of(Run run, Series series) {
    Sample sample = Sample.of(series, 1, new NoiseRules(run, run).ofA(series, series));
    return new NoiseShare(sample.flagged(), sample.dropped(), sample.iterations());
  }
}
