package dev.tare.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Judging;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.stats.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole gates that look more than once, as many blocks apart as a budget has them: what any look
 * decides stays. Series of both directions, forks that differ by 5 %.
 */
class StagedGatesTest {
  private static final int GATES = 200;
  private static final int SERIES = 6;
  private static final double SPREAD = .05;
  private static final int LOOKS = 4;

  /**
   * @param behind blocks that there was time for after the last of them
   */
  private record Stages(int first, int step, int behind) {
    int blocks() {
      return first + (LOOKS - 1) * step + behind;
    }

    Optional<Judging> judging() {
      return Optional.of(Judging.usual(first, LOOKS).staged(first, step));
    }
  }

  /** The first of the series by that factor, worse where it is above 1. */
  private static Run side(Stages stages, long seed, double worse) {
    Series[] series = new Series[SERIES];
    for (int i = 0; i < SERIES; i++) {
      boolean higherIsBetter = i % 2 == 1;
      double by = i > 1 ? 1 : higherIsBetter ? 1 / worse : worse;
      Made made = Made.series().of("o.B.m" + i).blocks();
      series[i] =
          (higherIsBetter ? made.throughput() : made)
              .around(100 * by, SPREAD, stages.blocks(), seed * SERIES + i);
    }
    return Made.inBlocks(stages.blocks(), stages.judging(), series);
  }

  private static Compared gate(Stages stages, long seed, double worse) {
    return Comparer.compare(
        side(stages, 2 * seed, 1), side(stages, 2 * seed + 1, worse), CompareOptions.DEFAULT);
  }

  private static List<Compared> gates(Stages stages, double worse) {
    return IntStream.range(0, GATES)
        .parallel()
        .mapToObj(seed -> gate(stages, seed, worse))
        .toList();
  }

  private static Set<String> regressed(Compared compared) {
    return compared.rows().stream()
        .filter(row -> row.is(Verdict.REGRESSED))
        .map(row -> row.key().benchmark())
        .collect(Collectors.toSet());
  }

  private static boolean any(Compared compared, Verdict verdict) {
    return compared.rows().stream().anyMatch(row -> row.is(verdict));
  }

  @ParameterizedTest
  @CsvSource({"5, 5, 0", "10, 5, 0", "8, 20, 0", "25, 25, 0", "5, 1, 40"})
  void theSameRaisesAnAlarmInAtMostFiveOfAHundredGatesEitherWay(int first, int step, int behind) {
    Stages stages = new Stages(first, step, behind);
    List<Compared> gates = gates(stages, 1);
    long worse = gates.stream().filter(gate -> any(gate, Verdict.REGRESSED)).count();
    long better = gates.stream().filter(gate -> any(gate, Verdict.IMPROVED)).count();
    assertThat(worse).isLessThanOrEqualTo(GATES / 20);
    assertThat(better).isLessThanOrEqualTo(GATES / 20);
  }

  @Test
  void aTenthIsFoundInBothDirectionsAndNothingElseIs() {
    Stages stages = new Stages(10, 10, 0);
    List<Set<String>> worse = gates(stages, 1.1).stream().map(StagedGatesTest::regressed).toList();
    Set<String> slower = Set.of("o.B.m0", "o.B.m1");
    long found = worse.stream().filter(one -> one.containsAll(slower)).count();
    long alarms = worse.stream().filter(one -> !slower.containsAll(one)).count();
    assertThat(found).isGreaterThanOrEqualTo(GATES * 95 / 100);
    assertThat(alarms).isLessThanOrEqualTo(GATES / 20);
  }

  @Test
  void stagesAreKeptAndTheUsualOnesAreFive() {
    assertThat(Judging.usual(10, LOOKS).step()).isEqualTo(5);
    assertThat(Judging.usual(10, LOOKS).more()).isEqualTo(OptionalInt.empty());
    assertThat(new Stages(8, 20, 0).judging().orElseThrow().step()).isEqualTo(20);
  }
}
