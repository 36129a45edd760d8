package dev.tare.experiment.isolation;

import dev.tare.experiment.isolation.Observation.BothSides;
import dev.tare.experiment.isolation.Observation.End;
import dev.tare.stats.GeometricMean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A victim beside a neighbour against the same victim alone, over all blocks.
 *
 * @param cell with a neighbour
 * @param alone the visits without it
 * @param beside the visits with it
 */
record Row(Cell cell, List<Observation> alone, List<Observation> beside) {
  /** A row for each cell that has a neighbour, in the plan's order. */
  static List<Row> of(IsolationPlan plan, List<Observation> all) {
    return plan.cells().stream()
        .filter(cell -> cell.neighbour().isPresent())
        .map(cell -> new Row(cell, of(cell.alone(), all), of(cell, all)))
        .toList();
  }

  private static List<Observation> of(Cell cell, List<Observation> all) {
    return all.stream().filter(one -> one.cell().equals(cell)).toList();
  }

  /**
   * How many times as long the work takes beside the neighbour, of the blocks in which both
   * finished.
   */
  Optional<GeometricMean> cost() {
    return ratio(Observation::workSeconds);
  }

  /** How much of the throughput alone is left: the reciprocal of the cost, with its interval. */
  Optional<GeometricMean> throughput() {
    double[] logs = Arrays.stream(logs(Observation::workSeconds)).map(log -> -log).toArray();
    return logs.length == 0 ? Optional.empty() : Optional.of(GeometricMean.of(logs));
  }

  /** How many times the median latency alone. */
  Optional<GeometricMean> p50() {
    return ratio(Observation::p50Ns);
  }

  /** How many times the 99th percentile alone. */
  Optional<GeometricMean> p99() {
    return ratio(Observation::p99Ns);
  }

  /** How many of the visits beside the neighbour ended that way. */
  long count(End end) {
    return beside.stream().filter(one -> one.end() == end).count();
  }

  /** Whether the work was given up in every block in which it was tried. */
  boolean neverFinishes() {
    return count(End.GIVEN_UP) > 0 && count(End.FINISHED) == 0;
  }

  /**
   * Time to recover, by block, s; absent where it did not recover as long as it was watched. None
   * where nobody knows what the victim is like alone.
   */
  List<OptionalDouble> recoveries() {
    return beside.stream()
        .filter(one -> one.end() != End.FAILED && one.goneNs().isPresent())
        .filter(one -> sliceAlone(one.block()).isPresent())
        .map(
            one ->
                Recovery.seconds(
                    one.pieces(), one.goneNs().getAsLong(), sliceAlone(one.block()).getAsDouble()))
        .toList();
  }

  /** The neighbour's least share of the work's time; absent where none was counted. */
  OptionalDouble covered() {
    return beside.stream().map(Observation::covered).flatMapToDouble(OptionalDouble::stream).min();
  }

  /** What was done to the victim in all blocks together. */
  BothSides victim() {
    return sum(Observation::victim);
  }

  /** What was done to the neighbour. */
  BothSides neighbour() {
    return sum(Observation::beside);
  }

  private BothSides sum(Function<Observation, BothSides> side) {
    return beside.stream().map(side).reduce(BothSides.UNKNOWN, BothSides::plus);
  }

  /** The median slice alone, of the same block where it has one. */
  private OptionalDouble sliceAlone(int block) {
    List<Observation> same = alone.stream().filter(one -> one.block() == block).toList();
    double[] seconds =
        (same.stream().allMatch(one -> one.pieces().isEmpty()) ? alone : same)
            .stream()
                .flatMap(one -> one.pieces().stream())
                .mapToDouble(Recovery.Piece::seconds)
                .sorted()
                .toArray();
    return seconds.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(seconds[seconds.length / 2]);
  }

  private Optional<GeometricMean> ratio(Function<Observation, OptionalDouble> figure) {
    double[] logs = logs(figure);
    return logs.length == 0 ? Optional.empty() : Optional.of(GeometricMean.of(logs));
  }

  /** Of each block that has both, the logarithm of beside over alone. */
  private double[] logs(Function<Observation, OptionalDouble> figure) {
    return beside.stream()
        .flatMapToDouble(
            one -> {
              OptionalDouble with = figure.apply(one);
              OptionalDouble without =
                  alone.stream()
                      .filter(other -> other.block() == one.block())
                      .map(figure)
                      .flatMapToDouble(OptionalDouble::stream)
                      .findFirst();
              return with.isPresent() && without.isPresent()
                  ? OptionalDouble.of(Math.log(with.getAsDouble() / without.getAsDouble())).stream()
                  : OptionalDouble.empty().stream();
            })
        .toArray();
  }
}
