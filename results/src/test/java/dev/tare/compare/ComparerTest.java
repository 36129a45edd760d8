package dev.tare.compare;

import static dev.tare.compare.Made.run;
import static dev.tare.compare.Made.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.stats.Comparison;
import dev.tare.stats.Power;
import dev.tare.stats.Reason;
import dev.tare.stats.Summaries;
import dev.tare.stats.Verdict;
import java.time.Instant;
import java.util.ArrayList;
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
    ComparedSeries row = only(a, b);
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
    ComparedSeries other = only(us, series().unit("B/op").around(100, 10, 2));
    assertThat(other.is(Verdict.NOT_COMPARABLE)).isTrue();
    assertThat(other.why()).isEqualTo("unit: us/op and B/op");
  }

  @Test
  void oneForkHasARatioAndNoVerdictAndSaysHowManyWouldDo() {
    ComparedSeries row = only(series().around(100, 1, 1), series().around(150, 1, 2));
    assertThat(row.judgement().orElseThrow().reason()).contains(Reason.TOO_FEW_FORKS);
    assertThat(row.ratio().orElseThrow().ratio()).isGreaterThan(1.4);
    assertThat(row.forksWanted().orElseThrow()).isBetween(5, 8);
    assertThat(Power.worthFinding(row.tau())).isEqualTo(.05);
    assertThat(row.why()).contains("one fork");
    assertThat(row.warnings()).contains("few forks");
  }

  @Test
  void aWideIntervalSaysHowManyForksWouldTell() {
    ComparedSeries row = only(series().around(100, .1, 5, 1), series().around(100, .1, 5, 2));
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

  @ParameterizedTest
  @CsvSource({
    "clock.latencyNs, 20.1, 20.0, false",
    "clock.latencyNs, 20.1, 600, true",
    "clock.p99.99Ns, 31, 9000, false",
    "clock.backward, 0, 0, false",
    "clock.granularityNs, 10, 1000000, true",
    "clocksource.current, tsc, hpet, true"
  })
  void whatIsReadOffAClockAnewIsNoDifference(String fact, String a, String b, boolean told) {
    Compared compared =
        compare(
            run("a", series().condition(fact, a).around(100, 5, 1)),
            run("b", series().condition(fact, b).around(100, 5, 2)));
    assertThat(compared.facts()).hasSize(told ? 1 : 0);
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
    ComparedSeries row =
        only(
            series().secondary("p99", "ns").around(100, 10, 1),
            series().secondary("p99", "ns").around(200, 10, 2));
    assertThat(row.judgement()).isEmpty();
    assertThat(row.gated()).isFalse();
    assertThat(row.q()).isEmpty();
    assertThat(row.ratio().orElseThrow().ratio()).isGreaterThan(1.9);
  }

  @Test
  void aScoreOfZeroCannotBeComparedAndItsForksAreNamed() {
    Series a = series().around(100, 5, 1);
    List<Fork> forks = new ArrayList<>(series().around(100, 5, 2).forks());
    forks.set(3, series().around(0, 4, 3).forks().get(3));
    ComparedSeries row = only(a, a.withForks(forks));
    assertThat(row.scale()).isEqualTo(Summaries.Scale.ABSOLUTE);
    assertThat(row.is(Verdict.NOT_COMPARABLE)).isTrue();
    assertThat(row.why()).isEqualTo("a value is 0 or less: B's fork 3");
    assertThat(only(a.withForks(forks), a).why()).isEqualTo("a value is 0 or less: A's fork 3");
  }

  /** Losses and the like: a difference counts from one unit, or from tau of A's mean. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, NO_CHANGE",
    "0, 40, REGRESSED",
    "40, 0, IMPROVED",
    "0, .5, NO_CHANGE",
  })
  void countsThatMayBeZeroAreJudgedByTheirDifferenceWhereTheyAreAskedFor(
      double before, double after, Verdict verdict) {
    Series a = series().secondary("gc.count", "counts").around(before, 6, 1);
    Series b = series().secondary("gc.count", "counts").around(after, 6, 2);
    assertThat(only(a, b).judgement()).isEmpty();
    ComparedSeries row =
        Comparer.compare(run("a", a), run("b", b), metric("gc.count")).rows().get(0);
    assertThat(row.judgement().orElseThrow().verdict()).isEqualTo(verdict);
    assertThat(row.gated()).isTrue();
  }

  @Test
  void aMetricThatNobodyKnowsChangesAndIsNeverWorse() {
    Series a =
        series().secondary("widgets", "widgets").direction(Direction.NEITHER).around(5, 6, 1);
    Series b =
        series().secondary("widgets", "widgets").direction(Direction.NEITHER).around(9, 6, 2);
    for (Run[] sides : new Run[][] {{run("a", a), run("b", b)}, {run("b", b), run("a", a)}}) {
      Compared compared = Comparer.compare(sides[0], sides[1], metric("widgets"));
      assertThat(compared.rows().get(0).is(Verdict.CHANGED)).isTrue();
      assertThat(new Gate(false, false).decide(compared)).isEqualTo(Gate.Outcome.NOTHING_JUDGED);
    }
    ComparedSeries same =
        Comparer.compare(run("a", a), run("a", a), metric("widgets")).rows().get(0);
    assertThat(same.is(Verdict.NO_CHANGE)).isTrue();
  }

  private static CompareOptions metric(String name) {
    return new CompareOptions(
        OptionalDouble.empty(), Optional.of(Pattern.compile(name)), Optional.empty(), Set.of());
  }

  @Test
  void theUnitSaysWhichWayIsBetterAlsoAgainstTheMode() {
    Series a = series().unit("ops/s").direction(Direction.HIGHER).around(100, 10, 1);
    Series b = series().unit("ops/s").direction(Direction.HIGHER).around(110, 10, 2);
    ComparedSeries row = only(a, b);
    assertThat(row.is(Verdict.IMPROVED)).isTrue();
    assertThat(row.warnings())
        .containsExactly("mode avgt with ops/s: the unit says which way is better");
  }

  @Test
  void aValueThatIsNotANumberIsNotCompared() {
    ComparedSeries row = only(series().around(Double.NaN, 5, 1), series().around(1, 5, 2));
    assertThat(row.is(Verdict.NOT_COMPARABLE)).isTrue();
  }

  @Test
  void blocksOfOneRunArePairedAndThoseOfTwoRunsAreNot() {
    Series a = series().blocks().around(100, 8, 1);
    Series b = series().blocks().around(100, 8, 2);
    Compared one = compare(ofRun(1, a), ofRun(1, b));
    assertThat(one.interleaved()).isTrue();
    assertThat(isPaired(one)).isTrue();
    Compared two = compare(ofRun(1, a), ofRun(2, b));
    assertThat(isPaired(two)).isFalse();
    assertThat(two.warnings()).anyMatch(warning -> warning.startsWith("not interleaved"));
    assertThat(compare(run("a", a), run("b", b)).warnings())
        .as("plain files do not tell the order")
        .noneMatch(warning -> warning.startsWith("not interleaved"));
  }

  @Test
  void whatOnlySomeForksCouldGiveIsComparedByTheBlocksOfBoth() {
    Series a = series().blocks().around(100, 10, 1);
    List<Fork> doubled = new ArrayList<>(series().blocks().around(200, 10, 2).forks());
    doubled.subList(0, 3).clear();
    ComparedSeries paired = compare(ofRun(1, a), ofRun(1, a.withForks(doubled))).rows().get(0);
    assertThat(paired.comparison().orElseThrow().forksA()).isEqualTo(7);
    assertThat(paired.a().orElseThrow().forks()).as("the figure is of all").isEqualTo(10);
    assertThat(paired.warnings()).contains("compared by the blocks that both have, forks: 7/7");
    List<Fork> few = doubled.subList(3, 7);
    ComparedSeries alone = compare(ofRun(1, a), ofRun(1, a.withForks(few))).rows().get(0);
    assertThat(alone.comparison().orElseThrow().forksA()).isEqualTo(4);
    assertThat(alone.warnings()).contains("compared by the blocks that both have, forks: 4/4");
    assertThat(alone.judgement().orElseThrow().reason()).contains(Reason.TOO_FEW_FORKS);
    assertThat(compare(ofRun(1, a), ofRun(2, a.withForks(doubled))).rows().get(0).warnings())
        .as("blocks of two runs are not the same")
        .noneMatch(note -> note.startsWith("compared by"));
  }

  @Test
  void noChangeHasTheFiguresOfTheTestThatSaysSo() {
    int byRanks = 0;
    int byItsOwn = 0;
    for (long seed = 0; seed < 300; seed++) {
      Series a = series().around(100, .01, 8, seed);
      List<Fork> forks = new ArrayList<>(series().around(100.5, .01, 8, seed + 1000).forks());
      ComparedSeries row = only(a, a.withForks(forks));
      Comparison known = row.comparison().orElseThrow();
      boolean noted = row.why().startsWith("no change by its 90 % interval");
      if (row.is(Verdict.NO_CHANGE)) {
        assertThat(known.method()).isEqualTo(Comparison.Method.WELCH);
        assertThat(known.byT(.05).within(Math.log1p(.03))).isTrue();
        assertThat(noted).isEqualTo(!known.ci95().within(Math.log1p(.03)));
        assertThat(row.warnings()).noneMatch(note -> note.startsWith("ratio by ranks"));
        byRanks += known.ranks().orElseThrow().p() < known.tP() ? 1 : 0;
        byItsOwn += noted ? 1 : 0;
      } else {
        assertThat(noted).isFalse();
      }
    }
    assertThat(byRanks).as("rows of which ranks would have given the figures").isPositive();
    assertThat(byItsOwn).as("rows whose 95 % interval is wider than what matters").isPositive();
  }

  @Test
  void noiseIsToldAndTakesNoVerdict() {
    Noise stolen = waited(Metrics.RUN_DELAY, 1e8);
    Series a = series().of("dev.tare.bench.cpu.Prime.events").noise(stolen).around(100, 10, 1);
    Series b = series().of("dev.tare.bench.cpu.Prime.events").noise(stolen).around(200, 10, 2);
    Compared compared = compare(run("a", a), run("b", b));
    ComparedSeries row = compared.rows().get(0);
    assertThat(row.is(Verdict.REGRESSED)).isTrue();
    assertThat(row.a().orElseThrow().forks()).isEqualTo(10);
    assertThat(row.warnings())
        .contains(
            "noise: A 50 of 50 iterations disturbed: run delay 50; B 50 of 50 iterations disturbed:"
                + " run delay 50");
    Series wide =
        series().of("dev.tare.bench.cpu.Prime.events").noise(stolen).around(100, .2, 6, 3);
    assertThat(
            only(wide, series().of("dev.tare.bench.cpu.Prime.events").around(100, .2, 6, 4))
                .judgement()
                .orElseThrow()
                .reason())
        .contains(Reason.NOISY);
  }

  @Test
  void aFileOfPlainJmhSaysThatNoiseIsNotRecorded() {
    Series plain = series().around(100, 5, 1);
    Series noted = series().noise(waited(Metrics.RUN_DELAY, 0)).around(100, 5, 1);
    assertThat(compare(run("a", plain), run("b", plain)).warnings())
        .contains("noise: not recorded");
    assertThat(compare(run("a", plain), run("b", noted)).warnings())
        .contains("noise: not recorded in A");
    assertThat(compare(run("a", noted), run("b", noted)).warnings())
        .noneMatch(line -> line.startsWith("noise"));
  }

  @Test
  void aDifferenceByTheClockThatIsNoneInCpuTimeIsWaiting() {
    String own = "dev.tare.bench.cpu.Prime.events";
    ComparedSeries waiting = withCpuTime(own, 108, 100);
    assertThat(waiting.is(Verdict.REGRESSED)).isTrue();
    assertThat(waiting.warnings()).anyMatch(note -> note.startsWith("waiting: the ratio of CPU"));
    assertThat(withCpuTime(own, 108, 108).warnings()).noneMatch(note -> note.contains("waiting"));
    assertThat(withCpuTime(own, 100, 100).warnings()).noneMatch(note -> note.contains("waiting"));
  }

  private static ComparedSeries withCpuTime(String own, double wall, double cpu) {
    return compare(
            run("a", series().of(own).around(100, 10, 1), cpuTime(own, 100, 3)),
            run("b", series().of(own).around(wall, 10, 2), cpuTime(own, cpu, 4)))
        .rows()
        .get(0);
  }

  private static Series cpuTime(String own, double value, long seed) {
    return series().of(own).secondary(Metrics.CPU_TIME.name(), "ns/op").around(value, 10, seed);
  }

  private static Noise waited(Metric cause, double amount) {
    return Noise.of(
        metric ->
            metric == Metrics.WALL
                ? OptionalDouble.of(1e9)
                : metric == cause ? OptionalDouble.of(amount) : OptionalDouble.empty());
  }

  @Test
  void anOutlyingForkIsNamedAndNotLeftOut() {
    Series a = series().around(100, .002, 8, 1);
    List<Fork> forks = new ArrayList<>(series().around(100, .002, 8, 2).forks());
    forks.set(5, series().around(115, .002, 8, 3).forks().get(5));
    ComparedSeries row = only(a, a.withForks(forks));
    assertThat(row.b().orElseThrow().forks()).isEqualTo(8);
    assertThat(row.warnings())
        .anyMatch(note -> note.matches("B: fork 5 lies \\+1\\d\\.\\d % off the others"));
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

  private static boolean isPaired(Compared compared) {
    return compared.rows().get(0).comparison().orElseThrow().blocks();
  }

  private static ComparedSeries only(Series a, Series b) {
    List<ComparedSeries> rows = compare(run("a", a), run("b", b)).rows();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static Compared compare(Run a, Run b) {
    return Comparer.compare(a, b, CompareOptions.DEFAULT);
  }
}
