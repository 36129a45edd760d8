package dev.tare.experiment.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StartTest {
  private static Start start(long totalNs, Map<Milestone, Long> reached) {
    return new Start(reached, totalNs, OptionalLong.empty(), OptionalLong.of(3), 9, 0);
  }

  @Test
  void phasesFollowEachOtherAndSumToTheLastMilestone() {
    Start start =
        start(
            101,
            Map.of(
                Milestone.BEGUN, 10L,
                Milestone.FIRST_BYTE, 40L,
                Milestone.RETURNED, 55L,
                Milestone.READY, 60L,
                Milestone.JVM, 100L));
    assertThat(start.phases())
        .containsExactly(
            Map.entry(Milestone.BEGUN, 10L),
            Map.entry(Milestone.FIRST_BYTE, 30L),
            Map.entry(Milestone.RETURNED, 15L),
            Map.entry(Milestone.READY, 5L),
            Map.entry(Milestone.JVM, 40L));
  }

  @Test
  void anEngineThatReturnsBeforeTheFirstByteTakesNoTimeBehindIt() {
    Start start =
        start(40, Map.of(Milestone.RETURNED, 30L, Milestone.FIRST_BYTE, 35L, Milestone.READY, 31L));
    assertThat(start.phases())
        .containsExactly(
            Map.entry(Milestone.FIRST_BYTE, 35L),
            Map.entry(Milestone.RETURNED, 0L),
            Map.entry(Milestone.READY, 0L));
  }

  @Test
  void whatWasNeverReachedIsAbsentAndNotZero() {
    StartFigures figures =
        new StartFigures(
            List.of(start(5, Map.of(Milestone.READY, 2L)), start(7, Map.of(Milestone.READY, 4L))));
    assertThat(figures.median(Milestone.FIRST_BYTE)).isEmpty();
    assertThat(figures.of(StartFigures::launcherShare).value(0.5)).isEmpty();
    assertThat(figures.meanPhases())
        .containsExactly(Map.entry(Milestone.READY, OptionalDouble.of(3)));
    assertThat(figures.meanTotal()).hasValue(6);
  }

  @Test
  void arrivalsKeepTheirRateAndAreNotEvenlySpaced() {
    long[] at = Bursts.arrivals(2001, 4, 1);
    assertThat(at[0]).isZero();
    assertThat(at).isSorted();
    assertThat(at[2000] / 1e9 / 2000).isBetween(0.23, 0.27);
    long[] gaps = new long[2000];
    Arrays.setAll(gaps, i -> at[i + 1] - at[i]);
    double mean = Arrays.stream(gaps).average().orElseThrow();
    double variance =
        Arrays.stream(gaps).mapToDouble(gap -> (gap - mean) * (gap - mean)).sum() / 2000;
    assertThat(Math.sqrt(variance) / mean)
        .as("of an exponential distribution 1")
        .isBetween(0.9, 1.1);
  }

  /** Ten at one moment have one last; ten one after the other have ten. */
  @Test
  void theLastIsOfThoseThatBeganTogether() {
    List<Start> starts =
        List.of(
            start(4, Map.of(Milestone.READY, 4L)),
            start(9, Map.of(Milestone.READY, 9L)),
            start(2, Map.of(Milestone.READY, 2L)),
            start(5, Map.of(Milestone.READY, 5L)));
    assertThat(new StartFigures(starts).last(Milestone.READY)).hasValue(9);
    List<Start> pairs = IntStream.range(0, 4).mapToObj(i -> starts.get(i).inBurst(i / 2)).toList();
    assertThat(new StartFigures(pairs).last(Milestone.READY)).hasValue(7);
    List<Start> apart = IntStream.range(0, 4).mapToObj(i -> starts.get(i).inBurst(i)).toList();
    assertThat(new StartFigures(apart).last(Milestone.READY)).hasValue(4.5);
    assertThat(new StartFigures(apart).last(Milestone.ANSWER)).isEmpty();
  }
}
