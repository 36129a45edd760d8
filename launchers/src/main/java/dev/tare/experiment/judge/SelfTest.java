package dev.tare.experiment.judge;

import dev.tare.compare.Calibrations;
import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.compare.Gate;
import dev.tare.result.Calibration;
import dev.tare.result.Run;
import dev.tare.result.io.RunReader;
import dev.tare.stats.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a gate would work in a place: of a run in which the same was measured twice, and a third
 * time with a known handicap.
 *
 * @param same the pair that differs in nothing
 * @param handicapped what of the benchmark with the handicap; absent where it could not be applied
 * @param calibration what the pair says of the place; absent where it had too few forks
 */
public record SelfTest(
    Compared same, Optional<Compared> handicapped, Optional<Calibration> calibration) {
  /** The third side of the run. */
  public static final String HANDICAPPED = "handicapped";

  /** Pure computation: a share of a CPU less is that share of work less. */
  public static final String PROOF = "dev\\.tare\\.bench\\.cpu\\.Prime\\.";

  /**
   * Judges a run as a gate here would from now on: by its own calibration, where there is one.
   *
   * @param handicap whether it has the third side
   */
  public static SelfTest of(Path folder, boolean handicap, Instant made) throws IOException {
    Run baseline = RunReader.read(folder, Side.BASELINE);
    Run candidate = RunReader.read(folder, Side.CANDIDATE);
    Optional<Calibration> calibration = Calibrator.of(List.of(baseline, candidate), made);
    Calibrations known = new Calibrations(calibration.stream().toList(), false);
    CompareOptions options = CompareOptions.DEFAULT.withCalibrations(known);
    Optional<Compared> handicapped = Optional.empty();
    if (handicap) {
      Run slower = RunReader.read(folder, HANDICAPPED);
      handicapped = Optional.of(Comparer.compare(baseline, slower, proof(known)));
    }
    return new SelfTest(Comparer.compare(baseline, candidate, options), handicapped, calibration);
  }

  /** Whether the pair that differs in nothing passes. */
  public boolean passes() {
    return new Gate(false, false).decide(same) == Gate.Outcome.PASSED;
  }

  /** Whether the handicap was seen for what it is. */
  public boolean catches() {
    return handicapped.filter(compared -> compared.count(Verdict.REGRESSED) > 0).isPresent();
  }

  private static CompareOptions proof(Calibrations known) {
    return new CompareOptions(
            OptionalDouble.empty(),
            Optional.of(Pattern.compile("^score$")),
            Optional.of(Pattern.compile(PROOF)),
            Set.of())
        .withCalibrations(known);
  }
}
