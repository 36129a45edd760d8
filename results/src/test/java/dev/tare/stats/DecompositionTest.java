package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecompositionTest {
  private static final double[] BARE = logs(100, 101, 99, 100.5);
  private static final double[] DOCKER = logs(102, 103, 101, 102.5);
  private static final double[] KVM = logs(120, 122, 119, 121);
  private static final double[] NESTED = logs(140, 141, 139, 143);

  @Test
  void eachStepIsTheRatioOfItsTwoEnvironments() {
    Decomposition d = Decomposition.of(BARE, DOCKER, KVM, NESTED);
    assertThat(d.inner()).isEqualTo(TwoTests.compare(BARE, DOCKER));
    assertThat(d.outer()).isEqualTo(TwoTests.compare(BARE, KVM));
    assertThat(d.nested()).isEqualTo(TwoTests.compare(KVM, NESTED));
    assertThat(d.total()).isEqualTo(TwoTests.compare(BARE, NESTED));
  }

  @Test
  void stepsAndInteractionMultiplyToTheWhole() {
    for (Decomposition d :
        new Decomposition[] {
          Decomposition.of(BARE, DOCKER, KVM, NESTED),
          Decomposition.paired(BARE, DOCKER, KVM, NESTED)
        }) {
      double product = d.outer().ratio() * d.inner().ratio() * d.interaction().ratio();
      assertThat(product).isCloseTo(d.total().ratio(), within(1e-12));
      assertThat(d.nested().ratio() / d.inner().ratio())
          .isCloseTo(d.interaction().ratio(), within(1e-12));
    }
  }

  @Test
  void layersThatMultiplyHaveNoInteraction() {
    Decomposition d = simulated(0);
    assertThat(d.interaction().p()).isGreaterThan(.05);
    assertThat(d.interaction().ratioCi95().contains(1)).isTrue();
    assertThat(d.outer().ratioCi95().low()).isGreaterThan(1);
  }

  @Test
  void nestingThatCostsMoreThanItsPartsShows() {
    Decomposition d = simulated(.1);
    assertThat(d.interaction().ratioCi95().low()).isGreaterThan(1);
    assertThat(d.interaction().p()).isLessThan(.001);
  }

  @Test
  void blocksCancelADriftThatAllEnvironmentsShare() {
    double[] drift = {0, .2, .4, .6};
    Decomposition still = Decomposition.paired(BARE, DOCKER, KVM, NESTED);
    Decomposition moving =
        Decomposition.paired(
            plus(BARE, drift), plus(DOCKER, drift), plus(KVM, drift), plus(NESTED, drift));
    assertThat(moving.interaction().p()).isCloseTo(still.interaction().p(), within(1e-9));
    assertThat(moving.outer().ci95().low()).isCloseTo(still.outer().ci95().low(), within(1e-12));
  }

  @Test
  void oneForkInAnyEnvironmentLeavesTheInteractionUntested() {
    Decomposition d = Decomposition.of(BARE, DOCKER, logs(120), NESTED);
    assertThat(d.interaction().tested()).isFalse();
    assertThat(d.interaction().ci95()).isEqualTo(Interval.UNBOUNDED);
    assertThat(d.inner().tested()).isTrue();
  }

  private static Decomposition simulated(double interaction) {
    SplittableRandom random = new SplittableRandom(4);
    Bench bench = Bench.quiet(Shape.NORMAL);
    double[][] sides = new double[4][];
    double[] effects = {0, .05, .2, .25 + interaction};
    for (int i = 0; i < sides.length; i++) {
      sides[i] = Pipeline.TARE.values().apply(bench.forks(random, 10, effects[i]));
    }
    return Decomposition.of(sides[0], sides[1], sides[2], sides[3]);
  }

  private static double[] plus(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private static double[] logs(double... values) {
    return Summaries.of(values, values).a();
  }
}
