package dev.tare.experiment;

import dev.tare.compare.Claims;
import dev.tare.compare.HostContext;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Metrics;
import dev.tare.result.Mode;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Sample;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import dev.tare.result.io.PublishedJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Claims for tests of sections. */
public final class HeldClaims {
  private HeldClaims() {}

  /** Those about an experiment, held against samples. */
  public static Claims of(
      String experiment, List<? extends Condition> conditions, List<Sample> samples) {
    return new Claims(
        experiment,
        conditions.stream().map(one -> one.measured(Set.of())).toList(),
        Run.ofFile("made", samples.stream().map(HeldClaims::series).toList(), List.of()),
        new HostContext(8, false),
        PublishedJson.read());
  }

  private static Series series(Sample sample) {
    SeriesKey key =
        new SeriesKey(
            Optional.of(sample.condition()),
            sample.benchmark(),
            sample.labels(),
            Mode.SINGLE_SHOT,
            1,
            SeriesKey.PRIMARY);
    List<Iteration> only = List.of(new Iteration(sample.value(), Noise.UNKNOWN));
    Fork fork = new Fork(0, OptionalInt.of(sample.block()), only, Optional.empty());
    return new Series(
        key,
        Unit.parse(sample.unit()),
        Metrics.named(sample.metric()).orElseThrow().direction(),
        true,
        List.of(fork),
        Facts.of(Map.of()));
  }
}
