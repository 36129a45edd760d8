package dev.tare.compare;

import static dev.tare.compare.Made.run;
import static dev.tare.compare.Made.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tare.result.Facts;
import dev.tare.result.Metrics;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.stats.Comparison;
import dev.tare.stats.Reason;
import dev.tare.stats.Summaries;
import dev.tare.stats.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparerTest {
  @ParameterizedTest
  @CsvSource({
    "false, 1.06, REGRESSED",
    "false, 0.94, IMPROVED",
    "true, 0.94, REGRESSED",
    "true, 1.06, IMPROVED",
    "false, 1, NO_CHANGE",
    "true, 1, NO_CHANGE"
  })
  void aChangeIsSeenInBothDirectionsOfBothModes(boolean rate, double factor, Verdict verdict) {
    Series a = (rate ? series().throughput() : series()).around(100, 10, 1);
    Series b = (rate ? series().throughput() : series()).around(100 * factor, 10, 2);
    Row row = only(a, b);
    assertThat(row.is(verdict)).as("%s", row).isTrue();
    double worse = rate ? 1 / factor : factor;
    assertThat(row.ratio().orElseThrow().ratio()).isCloseTo(worse, within(.01));
    assertThat(row.detectable()).isPresent();
  }

  @Test
  void aSideComparedWithItselfIsGreen() {
    Series a = series().around(100, 10, 1);
    assertThat(only(a, a).is(Verdict.NO_CHANGE)).isTrue();
  }

  @Test
  void unitsOfOneDimensionAreComparedAndOthersAreNot() {
    Series us = series().around(100, 10, 1);
    assertThat(only(us, series().unit("ns/op").around(100_000, 10, 2)).is(Verdict.NO_CHANGE))
        .isTrue();
    Row other = only(us, series().unit("B/op").around(100, 10, 2));
    assertThat(other.is(Verdict.NOT_COMPARABLE)).isTrue();
    assertThat(other.why()).isEqualTo("unit: us/op and B/op");
  }

  @Test
  void oneForkHasARatioAndNoVerdictAndSaysHowManyWouldDo() {
    Row row = only(series().around(100, 1, 1), series().around(150, 1, 2));
    assertThat(row.judgement().orElseThrow().reason()).contains(Reason.TOO_FEW_FORKS);
    assertThat(row.ratio().orElseThrow().ratio()).isGreaterThan(1.4);
    assertThat(row.forksWanted()).hasValue(11);
    assertThat(row.why()).contains("one fork");
    assertThat(row.warnings()).contains("few forks");
  }

  @Test
  void aWideIntervalSaysHowManyForksWouldTell() {
    Row row = only(series().around(100, .1, 5, 1), series().around(100, .1, 5, 2));
    assertThat(row.judgement().orElseThrow().reason()).contains(Reason.WIDE);
    assertThat(row.forksWanted().orElseThrow()).isGreaterThan(50);
  }

  @Test
  void whatOnlyOneSideHasIsMissingOrNew() {
    Compared compared =
        compare(
            run("a", series().of("org.A.a").around(1, 3, 1)),
            run("b", series().of("org.B.b").around(1, 3, 1)));
    assertThat(compared.count(Verdict.MISSING)).isEqualTo(1);
    assertThat(compared.count(Verdict.NEW)).isEqualTo(1);
  }

  @Test
  void whatPairsUniquelyButRanDifferentlyCannotBeCompared() {
    Series a = series().params(Map.of("n", "1")).around(100, 5, 1);
    assertThat(only(a, series().params(Map.of("n", "2")).around(100, 5, 2)).why())
        .isEqualTo("parameters: (n=1) and (n=2)");
    assertThat(only(a, series().params(Map.of("n", "1")).threads(4).around(100, 5, 2)).why())
        .isEqualTo("threads: 1 and 4");
    assertThat(
            only(a, series().throughput().params(Map.of("n", "1")).around(100, 5, 2))
                .is(Verdict.NOT_COMPARABLE))
        .isTrue();
  }

  @Test
  void aSweepThatChangedIsALossAndAGain() {
    Run a = run("a", swept("1", 1), swept("2", 2));
    Run b = run("b", swept("1", 3), swept("3", 4));
    assertThat(compare(a, b).rows())
        .extracting(row -> row.judgement().orElseThrow().verdict())
        .containsExactlyInAnyOrder(Verdict.NO_CHANGE, Verdict.MISSING, Verdict.NEW);
  }

  @Test
  void aRequiredFactThatDiffersForbidsTheComparisonUnlessItIsAllowed() {
    Run a = run("a", series().condition("jdk.major", "17").around(100, 5, 1));
    Run b = run("b", series().condition("jdk.major", "21").around(100, 5, 2));
    Compared compared = compare(a, b);
    assertThat(compared.rows().get(0).is(Verdict.NOT_COMPARABLE)).isTrue();
    assertThat(compared.rows().get(0).why()).isEqualTo("jdk.major: 17 and 21");
    assertThat(compared.facts()).extracting(FactDifference::name).containsExactly("jdk.major");
    CompareOptions allowed =
        new CompareOptions(
            OptionalDouble.empty(), Optional.empty(), Optional.empty(), Set.of("jdk.major"));
    assertThat(Comparer.compare(a, b, allowed).rows().get(0).is(Verdict.NO_CHANGE)).isTrue();
    assertThatThrownBy(
            () ->
                new CompareOptions(
                    OptionalDouble.empty(), Optional.empty(), Optional.empty(), Set.of("moon")))
        .hasMessageContaining("--allow moon");
  }

  @Test
  void anEmulatedGuestIsNotComparedWithARealOne() {
    Run real = placed("kvm", series().around(100, 5, 1));
    Run emulated = placed("kvm(accel=tcg)", series().around(100, 5, 2));
    assertThat(compare(real, emulated).rows().get(0).why()).isEqualTo("cpu.emulated: no and yes");
    assertThat(compare(real, placed("bare", series().around(100, 5, 2))).rows().get(0).why())
        .isEmpty();
  }

  @Test
  void metricsOfOtherProgramsAreShownAndNeverJudged() {
    Row row =
        only(
            series().secondary("p99", "ns").around(100, 10, 1),
            series().secondary("p99", "ns").around(200, 10, 2));
    assertThat(row.judgement()).isEmpty();
    assertThat(row.gated()).isFalse();
    assertThat(row.q()).isEmpty();
    assertThat(row.ratio().orElseThrow().ratio()).isGreaterThan(1.9);
  }

  @Test
  void zerosAreAnAbsoluteDifferenceThatIsOnlyShown() {
    Row row = only(series().around(0, 5, 1), series().around(0, 5, 2));
    assertThat(row.scale()).isEqualTo(Summaries.Scale.ABSOLUTE);
    assertThat(row.judgement()).isEmpty();
    assertThat(row.why()).contains("0 or less");
  }

  @Test
  void aValueThatIsNotANumberIsNotCompared() {
    Row row = only(series().around(Double.NaN, 5, 1), series().around(1, 5, 2));
    assertThat(row.is(Verdict.NOT_COMPARABLE)).isTrue();
  }

  @Test
  void blocksOfOneRunArePairedAndThoseOfTwoRunsAreNot() {
    Series a = series().blocks().around(100, 8, 1);
    Series b = series().blocks().around(100, 8, 2);
    Compared one = compare(ofRun(1, a), ofRun(1, b));
    assertThat(one.interleaved()).isTrue();
    assertThat(method(one)).isEqualTo(Comparison.Method.PAIRED);
    Compared two = compare(ofRun(1, a), ofRun(2, b));
    assertThat(method(two)).isEqualTo(Comparison.Method.WELCH);
    assertThat(two.warnings()).anyMatch(warning -> warning.startsWith("not interleaved"));
  }

  @Test
  void noiseDropsIterationsOfCpuBenchmarksAndOnlyFlagsWhereWaitingIsTheWork() {
    Noise stolen =
        Noise.of(
            metric ->
                metric == Metrics.WALL
                    ? OptionalDouble.of(1e9)
                    : metric == Metrics.STEAL ? OptionalDouble.of(1e8) : OptionalDouble.empty());
    Row cpu = noisy("dev.tare.bench.cpu.Prime.events", stolen);
    assertThat(cpu.judgement().orElseThrow().reason()).contains(Reason.NOISY);
    assertThat(cpu.a().orElseThrow().forks()).isEqualTo(10);
    Row disk = noisy("dev.tare.bench.disk.RandomFile.read", stolen);
    assertThat(disk.is(Verdict.NO_CHANGE)).isTrue();
    assertThat(disk.warnings()).contains("noise: 50 of 100 iterations flagged, none dropped");
  }

  @Test
  void clocksThatAreTooSlowOrTooCoarseAreNamed() {
    String own = "dev.tare.bench.kernel.Syscall.getppid";
    Series limited =
        series().of(own).secondary(Metrics.TIMER_LIMITED.name(), "flag").around(1, 3, 1);
    Compared compared =
        compare(
            run("a", series().of(own).around(100, 5, 1), limited),
            run("b", series().of(own).around(100, 5, 2)));
    assertThat(compared.rows().get(0).warnings()).contains("TIMER_LIMITED");
  }

  @Test
  void rowsAreSortedByEffectAndFilteredByNameAndMetric() {
    Run a = run("a", of("a.A.x", 100, 1), of("a.A.y", 100, 2), of("a.A.z", 100, 3));
    Run b = run("b", of("a.A.x", 50, 4), of("a.A.y", 200, 5), of("a.A.z", 100, 6));
    assertThat(compare(a, b).rows())
        .extracting(row -> row.key().benchmark())
        .containsExactly("a.A.y", "a.A.z", "a.A.x");
    CompareOptions options =
        new CompareOptions(
            OptionalDouble.of(.2),
            Optional.of(Pattern.compile("score")),
            Optional.of(Pattern.compile("z|x")),
            Set.of());
    Compared some = Comparer.compare(a, b, options);
    assertThat(some.rows()).hasSize(2).allMatch(row -> row.tau() == .2);
    assertThat(some.warnings()).noneMatch(warning -> warning.startsWith("UNCALIBRATED"));
  }

  private static Row noisy(String benchmark, Noise around) {
    return only(
        series().of(benchmark).noise(around).around(100, 10, 1),
        series().of(benchmark).around(100, 10, 2));
  }

  private static Series of(String benchmark, double value, long seed) {
    return series().of(benchmark).around(value, 5, seed);
  }

  private static Series swept(String n, long seed) {
    return series().params(Map.of("n", n)).around(100, 10, seed);
  }

  private static Run ofRun(int started, Series... series) {
    Run plain = run("r", series);
    return new Run(
        plain.id(),
        Optional.of(Instant.ofEpochSecond(started)),
        Optional.empty(),
        plain.environments(),
        List.of(),
        plain.series(),
        List.of());
  }

  private static Run placed(String stack, Series series) {
    Facts facts = Facts.of(Map.of("layers.stack", stack));
    return new Run(
        stack,
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(Map.of(stack, facts)),
        List.of(),
        List.of(series.withKey(series.key().withEnvironment(Optional.of(stack)))),
        List.of());
  }

  private static Comparison.Method method(Compared compared) {
    return compared.rows().get(0).comparison().orElseThrow().method();
  }

  private static Row only(Series a, Series b) {
    List<Row> rows = compare(run("a", a), run("b", b)).rows();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static Compared compare(Run a, Run b) {
    return Comparer.compare(a, b, CompareOptions.DEFAULT);
  }
}
