package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VarianceSplitTest {
  private static VarianceSplit.NodeForks member(double[]... forks) {
    return VarianceSplit.NodeForks.of(forks);
  }

  @Test
  void balancedDataGivesThePartsOfTheAnalysisOfVariance() {
    // Two nodes, two forks, two iterations: mean squares 50 between nodes, 4 between forks, .5.
    VarianceSplit split =
        VarianceSplit.of(
            List.of(
                member(new double[] {0, 1}, new double[] {2, 3}),
                member(new double[] {5, 6}, new double[] {7, 8})));
    assertThat(split.iteration().sd()).isCloseTo(Math.sqrt(.5), within(1e-12));
    assertThat(split.fork().sd()).isCloseTo(Math.sqrt(2 - .5 / 2), within(1e-12));
    assertThat(split.node().sd()).isCloseTo(Math.sqrt(12.5 - 2 / 2.), within(1e-12));
    // Four degrees of freedom: chi-squared's quantiles are .4844 and 11.143.
    assertThat(split.iteration().ci95().low()).isCloseTo(Math.sqrt(2 / 11.143), within(1e-3));
    assertThat(split.iteration().ci95().high()).isCloseTo(Math.sqrt(2 / .4844), within(1e-3));
  }

  @Test
  void intervalsHoldTheTruthInAboutNineteenOfTwenty() {
    int[] held = new int[3];
    int times = 400;
    for (int time = 0; time < times; time++) {
      VarianceSplit split = VarianceSplit.of(fleet(new SplittableRandom(time), .02, .03, .05));
      held[0] += split.node().ci95().contains(.02) ? 1 : 0;
      held[1] += split.fork().ci95().contains(.03) ? 1 : 0;
      held[2] += split.iteration().ci95().contains(.05) ? 1 : 0;
    }
    for (int one : held) {
      assertThat((double) one / times).isBetween(.92, .985);
    }
  }

  @Test
  void nothingBetweenNodesIsAnIntervalFromNought() {
    VarianceSplit split = VarianceSplit.of(fleet(new SplittableRandom(3), 0, .03, .05));
    assertThat(split.node().ci95().low()).isZero();
    assertThat(split.node().ci95().high()).isBetween(.001, .05);
  }

  @Test
  void oneIterationAForkLeavesItsPartUnknown() {
    VarianceSplit split =
        VarianceSplit.of(
            List.of(
                member(new double[] {0}, new double[] {1}),
                member(new double[] {5}, new double[] {6})));
    assertThat(split.iteration().ci95().high()).isInfinite();
    assertThat(split.fork().sd()).isCloseTo(Math.sqrt(.5), within(1e-12));
  }

  private static List<VarianceSplit.NodeForks> fleet(
      SplittableRandom random, double nodeSd, double forkSd, double iterationSd) {
    List<VarianceSplit.NodeForks> members = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      double node = nodeSd * random.nextGaussian();
      // Unbalanced: as in a fleet some of whose nodes were cut short.
      double[][] forks = new double[3 + i % 3][5];
      for (double[] fork : forks) {
        double own = node + forkSd * random.nextGaussian();
        for (int k = 0; k < fork.length; k++) {
          fork[k] = own + iterationSd * random.nextGaussian();
        }
      }
      members.add(member(forks));
    }
    return members;
  }
}
