package dev.tare.experiment.judge;

import dev.tare.compare.Calibrations;
import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.ComparedSeries;
import dev.tare.compare.Comparer;
import dev.tare.compare.SeriesSummary;
import dev.tare.compare.Summary;
import dev.tare.result.Calibration;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.io.RunReader;
import dev.tare.stats.Tau;
import dev.tare.stats.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Describes whether a gate would work in a place: of a run in which the same was measured twice,
 * and again with known handicaps.
 *
 * @param same the pair that differs in nothing
 * @param handicapped the proof with each handicap that could be applied
 * @param calibration what the pair says of the place; absent where it had too few forks
 */
public record SelfTest(
    Compared same, Map<Handicap, Compared> handicapped, Optional<Calibration> calibration) {
  /** Pure computation: a share of a CPU less, or of work more, is that much time more. */
  public static final String PROOF = "dev\\.tare\\.bench\\.cpu\\.Prime\\.";

  /** Describes what a comparison of a selftest comes to, the gravest first. */
  public enum Outcome {
    /** Holds the same differs, or a handicap is not seen. */
    FAILED,
    /** The forks do not tell. */
    INCONCLUSIVE,
    /** Holds the same passes, a handicap is seen. */
    AS_IT_SHOULD_BE
  }

  public SelfTest {
    handicapped = Collections.unmodifiableMap(new EnumMap<>(handicapped));
  }

  /**
   * Judges a run as a gate here would from now on: by its own calibration, where there is one.
   *
   * @param made when
   */
  public static SelfTest of(Path folder, Instant made) throws IOException {
    Run baseline = RunReader.read(folder, Side.BASELINE);
    Run candidate = RunReader.read(folder, Side.CANDIDATE);
    Optional<Calibration> calibration = calibration(List.of(baseline, candidate), made);
    Calibrations known = new Calibrations(calibration.stream().toList(), false);
    CompareOptions options = CompareOptions.DEFAULT.withCalibrations(known);
    Map<Handicap, Compared> handicapped = new EnumMap<>(Handicap.class);
    for (Handicap handicap : Handicap.values()) {
      if (RunReader.has(folder, handicap.side())) {
        Run slower = RunReader.read(folder, handicap.side());
        handicapped.put(handicap, Comparer.compare(baseline, slower, proof(known)));
      }
    }
    return new SelfTest(Comparer.compare(baseline, candidate, options), handicapped, calibration);
  }

  /**
   * Makes a calibration of the same thing, measured twice: the spreads of all gated series of which
   * there are forks enough.
   *
   * @param sides of one place, each with one environment
   * @return absent where no series has 20 forks
   */
  private static Optional<Calibration> calibration(List<Run> sides, Instant made) {
    Map<SeriesKey, List<Double>> logs = new LinkedHashMap<>();
    Map<SeriesKey, Optional<String>> stacks = new LinkedHashMap<>();
    for (Run side : sides) {
      Summary summary = Summary.of(side, CompareOptions.DEFAULT);
      for (SeriesSummary one : summary.series(summary.reference())) {
        Series series = one.series();
        if (series.gated()) {
          SeriesKey key = series.key().withEnvironment(Optional.empty());
          stacks.put(key, Calibration.stackOf(series.key(), side.factsOf(series)));
          List<Double> own = logs.computeIfAbsent(key, unused -> new ArrayList<>());
          Arrays.stream(one.forks()).map(Math::log).forEach(own::add);
        }
      }
    }
    List<Calibration.Spread> spreads = new ArrayList<>();
    logs.forEach(
        (key, own) -> {
          // A value of 0 or less has no logarithm, and is compared by its difference.
          boolean ratios = own.stream().allMatch(Double::isFinite);
          if (ratios && own.size() >= Tau.MIN_CALIBRATION_FORKS) {
            spreads.add(new Calibration.Spread(stacks.get(key), key.runId(), key.metric(), own));
          }
        });
    Facts place = Calibration.placeOf(sides.get(0).environments().values().iterator().next());
    return spreads.isEmpty()
        ? Optional.empty()
        : Optional.of(new Calibration(place, made, spreads));
  }

  /** All comparisons, by the name of the side that is compared with the baseline. */
  public Map<String, Compared> bySide() {
    Map<String, Compared> all = new TreeMap<>();
    all.put(Side.CANDIDATE, same);
    handicapped.forEach((handicap, compared) -> all.put(handicap.side(), compared));
    return all;
  }

  /**
   * Returns what the pair that differs in nothing comes to; what differs there is a false alarm.
   */
  public Outcome ofSame() {
    return outcome(same, Verdict.NO_CHANGE);
  }

  /** Tells whether a handicap was seen for what it is. */
  public Outcome of(Handicap handicap) {
    return outcome(handicapped.get(handicap), Verdict.REGRESSED);
  }

  /** Returns what all comparisons together come to. */
  public Outcome outcome() {
    Outcome worst = ofSame();
    for (Handicap handicap : handicapped.keySet()) {
      worst = of(handicap).compareTo(worst) < 0 ? of(handicap) : worst;
    }
    return worst;
  }

  private static Outcome outcome(Compared compared, Verdict expected) {
    return compared.rows().stream()
        .filter(ComparedSeries::gated)
        .map(row -> outcome(row, expected))
        .min(Outcome::compareTo)
        .orElse(Outcome.FAILED);
  }

  private static Outcome outcome(ComparedSeries row, Verdict expected) {
    if (row.is(expected)) {
      return Outcome.AS_IT_SHOULD_BE;
    }
    return row.is(Verdict.INCONCLUSIVE) ? Outcome.INCONCLUSIVE : Outcome.FAILED;
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
