package dev.tare.compare;

import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Judging;
import dev.tare.result.Mode;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

/** Series with seeded noise: 1 % between forks, 1 % between iterations. */
public final class Made {
  private static final int ITERATIONS = 5;

  private String benchmark = "org.example.Bench.method";
  private Mode mode = Mode.AVERAGE_TIME;
  private String unit = "us/op";
  private String metric = SeriesKey.PRIMARY;
  private Direction direction = Direction.LOWER;
  private Map<String, String> params = Map.of();
  private Map<String, String> conditions = Map.of();
  private Noise noise = Noise.UNKNOWN;
  private boolean gated = true;
  private boolean blocks;
  private int threads = 1;

  public static Made series() {
    return new Made();
  }

  public static Run run(String id, Series... series) {
    return Run.ofFile(id, List.of(series), List.of());
  }

  /** Returns a run of one side whose forks were each in a block of its own. */
  static Run inBlocks(int blocks, Optional<Judging> judging, Series... series) {
    List<ScheduledTrial> schedule = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      schedule.add(ScheduledTrial.planned(block, block + 1, "side").done(Map.of(), Map.of()));
    }
    Run plain = run("r", series);
    return new Run(
        plain.id(),
        Optional.empty(),
        Optional.of(Instant.EPOCH),
        Optional.empty(),
        plain.environments(),
        schedule,
        plain.series(),
        List.of(),
        judging,
        Optional.empty());
  }

  public Made of(String name) {
    benchmark = name;
    return this;
  }

  public Made throughput() {
    mode = Mode.THROUGHPUT;
    unit = "ops/s";
    direction = Direction.HIGHER;
    return this;
  }

  public Made direction(Direction better) {
    direction = better;
    return this;
  }

  public Made unit(String text) {
    unit = text;
    return this;
  }

  public Made secondary(String name, String text) {
    metric = name;
    unit = text;
    gated = false;
    return this;
  }

  public Made params(Map<String, String> values) {
    params = values;
    return this;
  }

  public Made condition(String name, String value) {
    conditions = Map.of(name, value);
    return this;
  }

  public Made noise(Noise around) {
    noise = around;
    return this;
  }

  public Made threads(int count) {
    threads = count;
    return this;
  }

  /** Each fork in a block of its own. */
  public Made blocks() {
    blocks = true;
    return this;
  }

  /** Forks whose values lie around one. */
  public Series around(double value, int forks, long seed) {
    return around(value, .01, forks, seed);
  }

  /** Forks whose values lie around one, with that spread between forks. */
  public Series around(double value, double cv, int forks, long seed) {
    Random random = new Random(seed);
    List<Fork> made = new ArrayList<>();
    for (int f = 0; f < forks; f++) {
      double ofFork = value * Math.exp(cv * random.nextGaussian());
      List<Iteration> iterations = new ArrayList<>();
      for (int i = 0; i < ITERATIONS; i++) {
        iterations.add(new Iteration(ofFork * (1 + .01 * random.nextGaussian()), noise));
      }
      OptionalInt block = blocks ? OptionalInt.of(f + 1) : OptionalInt.empty();
      made.add(new Fork(f, block, iterations, Optional.empty()));
    }
    SeriesKey key =
        new SeriesKey(Optional.empty(), benchmark, new TreeMap<>(params), mode, threads, metric);
    return new Series(key, Unit.parse(unit), direction, gated, made, Facts.of(conditions));
  }
}
