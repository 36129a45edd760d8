package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AmongOthersTest {
  /** So many members with three forks that hardly vary around these means. */
  private static double[][] around(double... means) {
    return Arrays.stream(means)
        .mapToObj(mean -> new double[] {mean - 1e-3, mean, mean + 1e-3})
        .toArray(double[][]::new);
  }

  @Test
  void theOthersMedianIsWithoutTheMemberItself() {
    Deviation[] found = AmongOthers.of(around(.01, .02, .03, .04, .05, .06, 5));
    assertThat(found[6].d()).isCloseTo(5 - .035, within(1e-9));
    assertThat(found[0].d()).isCloseTo(.01 - .045, within(1e-9));
  }

  @Test
  void theProbabilityIsStudentsOfTheOthersMedianDeviation() {
    Deviation[] found = AmongOthers.of(around(-.03, -.02, 0, .01, .05, .3));
    // Others of the last: median 0, distances 0 .01 .02 .03 .05, so their median is .02.
    double spread = 1.206 * 1.4826 * .02;
    double all = Math.sqrt(spread * spread * (1 + Math.PI / 2 / 5));
    assertThat(found[5].p()).isCloseTo(StudentT.twoSided(.3 / all, .37 * 5), within(1e-9));
  }

  @Test
  void twoInFiveThatAreOffHideNeitherThemselvesNorEachOther() {
    SplittableRandom random = new SplittableRandom(1);
    double[] means = DoubleStream.generate(() -> .01 * random.nextGaussian()).limit(50).toArray();
    for (int i = 0; i < 20; i++) {
      means[i] += .5;
    }
    Deviation[] found = AmongOthers.of(around(means));
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i].p() < .001).as("member " + i).isEqualTo(i < 20);
    }
  }

  @Test
  void fiveAreNotTested() {
    assertThat(AmongOthers.of(around(0, 0, 0, 0, 9))).noneMatch(Deviation::tested);
    assertThat(AmongOthers.of(around(0, .1, .2, 0, 9, 0))).allMatch(Deviation::tested);
    assertThat(AmongOthers.of(new double[0][])).isEmpty();
  }

  @Test
  void oneForkThatIsOffMakesTheIntervalWide() {
    double[][] forks = around(0, .01, -.01, .02, -.02, 0, .01);
    forks[6] = new double[] {.01, .01, .8};
    Deviation[] found = AmongOthers.of(forks);
    assertThat(found[6].matters(Math.log1p(.03))).isFalse();
  }

  @Test
  void aMemberOfFewerForksIsExpectedToVaryMore() {
    double[][] forks = new double[9][];
    for (int i = 0; i < forks.length; i++) {
      forks[i] = new double[] {-.05, .05, -.05, .05, -.05, .05, -.05, .05};
    }
    forks[7] = new double[] {.05, .15, .05, .15, .05, .15, .05, .15};
    forks[8] = new double[] {.05, .15};
    Deviation[] found = AmongOthers.of(forks);
    assertThat(found[8].d()).isCloseTo(found[7].d(), within(1e-9));
    assertThat(found[8].p()).isGreaterThan(found[7].p());
  }

  @Test
  void ordersOfMembersChangeNothing() {
    double[][] forks = around(.3, .02, -.01, .04, 0, .01, -.3);
    Deviation[] found = AmongOthers.of(forks);
    double[][] turned = new double[forks.length][];
    for (int i = 0; i < forks.length; i++) {
      turned[forks.length - 1 - i] = forks[i];
    }
    Deviation[] other = AmongOthers.of(turned);
    for (int i = 0; i < forks.length; i++) {
      assertThat(other[forks.length - 1 - i]).isEqualTo(found[i]);
    }
  }
}
