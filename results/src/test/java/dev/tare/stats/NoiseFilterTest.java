package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.stats.NoiseFilter.Filtered;
import dev.tare.stats.NoiseRule.Subject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoiseFilterTest {
  private static final double WALL_NS = 1e9;
  private static final IterationNoise CLEAN = noise(0, 0, 0, 0, 0, 3000);
  private static final IterationNoise STOLEN = noise(2e7, 0, 0, 0, 0, 3000);

  /** One second: 1 % is 1e7 ns, 2 % is 2e4 us. */
  @ParameterizedTest
  @CsvSource({
    "1e7,       0,         0,       0, 0, 3000, ''",
    "1.0001e7,  0,         0,       0, 0, 3000, STEAL",
    "0,         1e7,       0,       0, 0, 3000, ''",
    "0,         1.0001e7,  0,       0, 0, 3000, RUN_DELAY",
    "0,         0,         2e4,     0, 0, 3000, ''",
    "0,         0,         2.001e4, 0, 0, 3000, PSI_CPU",
    "0,         0,         0,       1, 0, 3000, THROTTLED",
    "0,         0,         0,       0, 1, 3000, MAJOR_FAULT",
    "0,         0,         0,       0, 0, 3060, ''",
    "0,         0,         0,       0, 0, 3061, FREQUENCY",
    "0,         0,         0,       0, 0, 2939, FREQUENCY",
  })
  void eachLimitFlagsWhatIsBeyondItAndNothingElse(
      double steal,
      double delay,
      double psi,
      double throttled,
      double faults,
      double mhz,
      String flag) {
    Set<NoiseCause> flags =
        rule(Subject.CPU).flags(noise(steal, delay, psi, throttled, faults, mhz));
    assertThat(flags).isEqualTo(flag.isEmpty() ? Set.of() : Set.of(NoiseCause.valueOf(flag)));
  }

  @ParameterizedTest
  @EnumSource(names = {"MEMORY", "WAITING"})
  void aMajorFaultMattersOnlyToTheCpu(Subject subject) {
    assertThat(rule(subject).flags(noise(0, 0, 0, 0, 5, 3000))).isEmpty();
  }

  @Test
  void whatIsAbsentFlagsNothing() {
    assertThat(rule(Subject.CPU).flags(IterationNoise.UNKNOWN)).isEmpty();
    NoiseRule noMedian = new NoiseRule(Subject.CPU, Set.of(), OptionalDouble.empty());
    assertThat(noMedian.flags(noise(0, 0, 0, 0, 0, 1))).isEmpty();
  }

  @Test
  void oneFlaggedIterationGoesAndTheForkStays() {
    Filtered filtered = apply(Subject.CPU, List.of(CLEAN, STOLEN, CLEAN), clean(3));
    assertThat(filtered.kept()).containsExactly(List.of(0, 2), List.of(0, 1, 2));
    assertThat(filtered.dropped()).isEqualTo(1);
    assertThat(filtered.flagged()).isEqualTo(1);
    assertThat(filtered.droppedForks()).isZero();
    assertThat(filtered.causes()).isEqualTo(Map.of(NoiseCause.STEAL, 1));
    double[][] values = {{1, 2, 3}, {4, 5, 6}};
    assertThat(filtered.of(values)).isDeepEqualTo(new double[][] {{1, 3}, {4, 5, 6}});
  }

  @Test
  void twoFlaggedIterationsTakeTheForkWithThem() {
    Filtered filtered = apply(Subject.MEMORY, List.of(STOLEN, CLEAN, STOLEN, CLEAN), clean(4));
    assertThat(filtered.kept()).containsExactly(List.of(), List.of(0, 1, 2, 3));
    assertThat(filtered.dropped()).isEqualTo(4);
    assertThat(filtered.flagged()).isEqualTo(2);
    assertThat(filtered.droppedForks()).isEqualTo(1);
    double[][] values = {{1, 2, 3, 4}, {5, 6, 7, 8}};
    assertThat(filtered.of(values)).isDeepEqualTo(new double[][] {{5, 6, 7, 8}});
  }

  @Test
  void aForkOfOneFlaggedIterationIsDropped() {
    Filtered filtered = apply(Subject.CPU, List.of(STOLEN), clean(1));
    assertThat(filtered.droppedForks()).isEqualTo(1);
    assertThat(filtered.of(new double[][] {{1}, {2}})).isDeepEqualTo(new double[][] {{2}});
  }

  @Test
  void whereWaitingIsPartOfTheWorkFlagsAreOnlyRecorded() {
    Filtered filtered = apply(Subject.WAITING, List.of(STOLEN, STOLEN), List.of(STOLEN, STOLEN));
    assertThat(filtered.flagged()).isEqualTo(4);
    assertThat(filtered.dropped()).isZero();
    assertThat(filtered.noisy()).isFalse();
    assertThat(filtered.kept()).containsExactly(List.of(0, 1), List.of(0, 1));
  }

  @Test
  void whatTheEnvironmentBringsItselfIsFlaggedNotDropped() {
    IterationNoise throttled = noise(0, 0, 0, 500, 0, 3000);
    IterationNoise both = noise(2e7, 0, 0, 500, 0, 3000);
    NoiseRule quota =
        new NoiseRule(Subject.CPU, Set.of(NoiseCause.THROTTLED), OptionalDouble.of(3000));
    Filtered filtered = NoiseFilter.apply(List.of(List.of(throttled, both, throttled)), quota);
    assertThat(filtered.flagged()).isEqualTo(3);
    assertThat(filtered.kept()).containsExactly(List.of(0, 2));
    assertThat(filtered.causes()).isEqualTo(Map.of(NoiseCause.THROTTLED, 3, NoiseCause.STEAL, 1));
  }

  @Test
  void moreThanAFifthDroppedIsNoisyAndAFifthIsNot() {
    List<IterationNoise> oneOfFive = List.of(STOLEN, CLEAN, CLEAN, CLEAN, CLEAN);
    assertThat(apply(Subject.CPU, oneOfFive, oneOfFive).noisy()).isFalse();
    List<IterationNoise> oneOfFour = List.of(STOLEN, CLEAN, CLEAN, CLEAN);
    assertThat(apply(Subject.CPU, oneOfFive, oneOfFour).noisy()).isTrue();
  }

  @Test
  void nothingAtAllIsNotNoisy() {
    assertThat(NoiseFilter.apply(List.of(), rule(Subject.CPU)).noisy()).isFalse();
  }

  private static Filtered apply(
      Subject subject, List<IterationNoise> first, List<IterationNoise> second) {
    return NoiseFilter.apply(List.of(first, second), rule(subject));
  }

  private static List<IterationNoise> clean(int iterations) {
    return Collections.nCopies(iterations, CLEAN);
  }

  private static NoiseRule rule(Subject subject) {
    return new NoiseRule(subject, Set.of(), OptionalDouble.of(3000));
  }

  private static IterationNoise noise(
      double steal, double delay, double psi, double throttled, double faults, double mhz) {
    return new IterationNoise(
        OptionalDouble.of(WALL_NS),
        OptionalDouble.of(steal),
        OptionalDouble.of(delay),
        OptionalDouble.of(psi),
        OptionalDouble.of(throttled),
        OptionalDouble.of(faults),
        OptionalDouble.of(mhz));
  }
}
