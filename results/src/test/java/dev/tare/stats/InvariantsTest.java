package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not matter, over simulated comparisons that reach every verdict. */
class InvariantsTest {
  private static final Tau TAU = Tau.uncalibrated(.03);

  @SuppressWarnings("ArrayRecordComponent") // Handed from one method to the next, never compared.
  private record Sides(double[][] a, double[][] b) {}

  static Stream<Sides> sides() {
    SplittableRandom random = new SplittableRandom(5);
    return Stream.of(-.08, -.03, 0.0, 0.0, .02, .03, .08)
        .flatMap(effect -> Stream.of(effect, effect, effect))
        .map(
            effect -> {
              Bench bench = Bench.quiet(Shape.NORMAL);
              return new Sides(bench.forks(random, 6, 0), bench.forks(random, 9, effect));
            });
  }

  @ParameterizedTest
  @MethodSource("sides")
  void swappingTheSidesTurnsTheVerdict(Sides sides) {
    Comparison there = compare(sides.a(), sides.b());
    Comparison back = compare(sides.b(), sides.a());
    assertThat(back.d()).isEqualTo(-there.d());
    assertThat(back.p()).isEqualTo(there.p());
    assertThat(back.ci95()).isEqualTo(there.ci95().negated());
    assertThat(verdict(back)).isEqualTo(turned(verdict(there)));
    assertThat(verdict(there.negated())).isEqualTo(turned(verdict(there)));
  }

  @ParameterizedTest
  @MethodSource("sides")
  void theUnitDoesNotMatter(Sides sides) {
    Comparison inNs = compare(sides.a(), sides.b());
    Comparison inSeconds = compare(each(sides.a(), x -> x / 1e9), each(sides.b(), x -> x / 1e9));
    assertAlike(inSeconds, inNs);
  }

  @ParameterizedTest
  @MethodSource("sides")
  void aThroughputIsJudgedAsItsReciprocalTime(Sides sides) {
    Comparison times = compare(sides.a(), sides.b());
    Comparison rates = compare(each(sides.a(), x -> 1e9 / x), each(sides.b(), x -> 1e9 / x));
    assertAlike(rates.negated(), times);
  }

  @ParameterizedTest
  @MethodSource("sides")
  void theOrderOfForksAndIterationsDoesNotMatter(Sides sides) {
    Comparison once = compare(sides.a(), sides.b());
    SplittableRandom random = new SplittableRandom(3);
    assertThat(compare(shuffled(sides.a(), random), shuffled(sides.b(), random))).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("sides")
  void theOrderOfBlocksDoesNotMatter(Sides sides) {
    double[] a = logs(sides.a());
    double[] b = Arrays.copyOf(logs(sides.b()), a.length);
    int[] forwards = {0, 1, 2, 3, 4, 5};
    int[] backwards = {5, 4, 3, 2, 1, 0};
    assertThat(TwoTests.ofBlocks(backwards, reversed(a), forwards, b))
        .isEqualTo(TwoTests.ofBlocks(forwards, a, forwards, b));
  }

  @ParameterizedTest
  @MethodSource("sides")
  void theOrderOfSeriesDoesNotMatterToTheAdjustment(Sides sides) {
    double[] p = Arrays.stream(logs(sides.b())).map(x -> x - Math.floor(x)).toArray();
    assertThat(BenjaminiHochberg.adjust(reversed(p)))
        .isEqualTo(reversed(BenjaminiHochberg.adjust(p)));
  }

  private static void assertAlike(Comparison found, Comparison expected) {
    assertThat(verdict(found)).isEqualTo(verdict(expected));
    assertThat(found.d()).isCloseTo(expected.d(), within(1e-12));
    assertThat(found.se()).isCloseTo(expected.se(), within(1e-12));
    assertThat(found.df()).isCloseTo(expected.df(), within(1e-8));
    assertThat(found.p()).isCloseTo(expected.p(), within(1e-9));
  }

  private static Judgement turned(Judgement judgement) {
    return switch (judgement.verdict()) {
      case REGRESSED -> Judgement.of(Verdict.IMPROVED);
      case IMPROVED -> Judgement.of(Verdict.REGRESSED);
      default -> judgement;
    };
  }

  private static Judgement verdict(Comparison comparison) {
    return Verdicts.decide(comparison, comparison.p(), Family.SINGLE, TAU, Quality.GOOD);
  }

  private static Comparison compare(double[][] a, double[][] b) {
    return TwoTests.compare(logs(a), logs(b));
  }

  private static double[] logs(double[][] forks) {
    double[] values = ForkSummary.MEDIAN.ofEach(forks);
    return Summaries.of(values, values).a();
  }

  private static double[][] each(double[][] forks, DoubleUnaryOperator change) {
    return Arrays.stream(forks)
        .map(fork -> Arrays.stream(fork).map(change).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] shuffled(double[][] forks, SplittableRandom random) {
    List<double[]> order = Arrays.asList(each(forks, x -> x));
    for (int last = order.size() - 1; last > 0; last--) {
      Collections.swap(order, last, random.nextInt(last + 1));
    }
    return order.stream().map(InvariantsTest::reversed).toArray(double[][]::new);
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
    return reversed;
  }
}
