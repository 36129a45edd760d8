package dev.tare.experiment.concurrent;

import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Mode;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Runs of cpu.Prime that nobody measured. */
public final class Made {
  private static final String PRIME = "dev.tare.bench.cpu.Prime.events";

  private final List<Series> series = new ArrayList<>();
  private final TreeMap<String, Facts> environments = new TreeMap<>();

  /** A place where the guests of each block had these scores, in ops/s. */
  public Made place(String place, double[]... blocks) {
    return scored(place, Mode.THROUGHPUT, "ops/s", Direction.HIGHER, blocks);
  }

  /** Likewise times, in ms/op. */
  public Made times(String place, double[]... blocks) {
    return scored(place, Mode.AVERAGE_TIME, "ms/op", Direction.LOWER, blocks);
  }

  private Made scored(String place, Mode mode, String unit, Direction better, double[]... blocks) {
    environments.put(place, Facts.of(Map.of()));
    List<Fork> forks = new ArrayList<>();
    for (int block = 0; block < blocks.length; block++) {
      for (double score : blocks[block]) {
        forks.add(
            new Fork(
                forks.size(),
                OptionalInt.of(block + 1),
                List.of(
                    new Iteration(score / 2, Noise.UNKNOWN),
                    new Iteration(score, Noise.UNKNOWN),
                    new Iteration(score * 3, Noise.UNKNOWN)),
                Optional.of(new LatencyCounts(new TreeMap<>(Map.of(1000L, 1900L, 5000L, 100L))))));
      }
    }
    SeriesKey key =
        new SeriesKey(Optional.of(place), PRIME, new TreeMap<>(), mode, 1, SeriesKey.PRIMARY);
    series.add(new Series(key, Unit.parse(unit), better, true, forks, Facts.of(Map.of())));
    return this;
  }

  /** What came of guests of which one failed; absent readings: nobody measured. */
  public static ConcurrentOutcome failed(
      String why, Optional<HostReading> loaded, boolean failed, boolean atCeiling) {
    return new ConcurrentOutcome(
        OptionalDouble.empty(),
        loaded,
        Optional.empty(),
        Map.of(),
        Map.of(),
        false,
        List.of(why),
        failed,
        atCeiling);
  }

  public Run run() {
    return new Run(
        "made", Optional.empty(), Optional.empty(), environments, List.of(), series, List.of());
  }
}
