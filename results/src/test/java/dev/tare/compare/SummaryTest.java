package dev.tare.compare;

import static dev.tare.compare.Made.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.result.Facts;
import dev.tare.result.Metrics;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.Judgement;
import dev.tare.stats.Reason;
import dev.tare.stats.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final String PRIME = "dev.tare.bench.cpu.Prime.events";
  private static final SeriesKey KEY = series().of(PRIME).around(1, 1, 1).key();

  private final SortedMap<String, Facts> environments = new TreeMap<>();
  private final List<Series> all = new ArrayList<>();

  @Test
  void bareMetalIsTheReferenceAndThenWhatHasTheFewestLayers() {
    place("kvm/docker", Map.of(), 130);
    place("docker", Map.of(), 101);
    place("bare", Map.of(), 100);
    Summary summary = Summary.of(run(), CompareOptions.DEFAULT);
    assertThat(summary.places())
        .extracting(MeasuredEnvironment::name)
        .containsExactly("bare", "docker", "kvm/docker");
    assertThat(summary.reference().name()).isEqualTo("bare");
    assertThat(summary.row(summary.reference(), KEY)).isEmpty();
    assertThat(summary.benchmarks()).containsExactly(KEY);
  }

  @Test
  void aVerbMayHaveAReferenceOfItsOwn() {
    place("bridge", Map.of(), 100);
    place("loopback", Map.of(), 50);
    Summary summary = Summary.of(List.of(run()), Optional.of("loopback"), CompareOptions.DEFAULT);
    assertThat(summary.places())
        .extracting(MeasuredEnvironment::name)
        .containsExactly("loopback", "bridge");
    assertThat(
            summary.row(summary.places().get(1), KEY).orElseThrow().ratio().orElseThrow().ratio())
        .isCloseTo(2, within(.05));
  }

  @Test
  void aRowsSidesAreTheScoresOfTheirPlaces() {
    place("bare", Map.of(), 100);
    place("docker", Map.of(), 110);
    Summary summary = Summary.of(run(), CompareOptions.DEFAULT);
    MeasuredEnvironment docker = summary.places().get(1);
    ComparedSeries row = summary.row(docker, KEY).orElseThrow();
    assertThat(row.a()).contains(summary.series(summary.reference(), KEY).orElseThrow().score());
    assertThat(row.b()).contains(summary.series(docker, KEY).orElseThrow().score());
    ComparedSeries alone =
        Comparer.compare(run().only("bare"), run().only("docker"), CompareOptions.DEFAULT)
            .rows()
            .get(0);
    assertThat(alone).isEqualTo(row);
  }

  /** A guest shows another CPU: it is the same machine. An emulated one is not comparable. */
  @Test
  void insideOneRunTheCpuModelMayDifferAndEmulationMayNot() {
    place("bare", Map.of("cpu.model", "Xeon", "layers.stack", "bare"), 100);
    place("kvm", Map.of("cpu.model", "QEMU", "layers.stack", "kvm"), 120);
    place("kvm(accel=tcg)", Map.of("cpu.model", "QEMU", "layer.kvm.emulated", "true"), 900);
    Summary summary = Summary.of(run(), CompareOptions.DEFAULT);
    assertThat(summary.row(summary.places().get(1), KEY).orElseThrow().why()).isEmpty();
    MeasuredEnvironment emulated = summary.places().get(2);
    ComparedSeries row = summary.row(emulated, KEY).orElseThrow();
    assertThat(row.why()).isEqualTo("cpu.emulated: no and yes");
    assertThat(row.ratio()).isPresent();
    assertThat(emulated.label()).isEqualTo("kvm(accel=tcg) (emulated)");
    assertThat(summary.warnings()).contains("kvm(accel=tcg): emulated (TCG), not a KVM figure");
  }

  @Test
  void guestThatLastedOverAllBlocksIsOneSampleAndGetsNoVerdict() {
    place("bare", Map.of("layers.stack", "bare"), 100);
    place("kvm", Map.of("layers.stack", "kvm"), 200);
    place("kvm(vcpus=1)", Map.of("layers.stack", "kvm", Facts.KEPT, "true"), 200);
    Summary summary = Summary.of(run(), CompareOptions.DEFAULT);
    ComparedSeries made = summary.row(summary.places().get(1), KEY).orElseThrow();
    assertThat(made.is(Verdict.REGRESSED)).isTrue();
    ComparedSeries kept = summary.row(summary.places().get(2), KEY).orElseThrow();
    assertThat(kept.judgement()).contains(Judgement.inconclusive(Reason.TOO_FEW_FORKS));
    assertThat(kept.ratio()).isPresent();
    assertThat(kept.why())
        .isEqualTo("a guest that is kept over all blocks is one sample: it gets no verdict");
    assertThat(kept.forksWanted()).isEmpty();
  }

  @Test
  void aPercentileThatOnlySomeForksCouldGiveSaysOfHowMany() {
    Series score = series().of(PRIME).around(100, 6, 1);
    Series tails = series().of(PRIME).secondary("p99", "ns").around(900, 4, 2);
    Summary summary =
        Summary.of(Run.ofFile("file", List.of(score, tails), List.of()), CompareOptions.DEFAULT);
    SeriesSummary p99 = summary.percentiles(summary.reference(), KEY).get("p99");
    assertThat(p99.score().forks()).isEqualTo(4);
    assertThat(p99.score().outOf()).isEqualTo(6);
    assertThat(p99.notes()).contains(Note.ofOneSide("of 4 of 6 forks"));
    assertThat(p99.score().ci95().orElseThrow().contains(p99.score().value())).isTrue();
  }

  @Test
  void throttlingByAQuotaOfItsOwnIsWhatIsMeasured() {
    Noise throttled = noise(Metrics.THROTTLED, 5e5);
    place("quota", Map.of("limits.cpu.quotaCpus", "1.5", "cpu.threads", "2"), 100, throttled);
    place(
        "shared", Map.of("limits.cpu.quotaCpus", "unlimited", "cpu.threads", "2"), 100, throttled);
    place("unknown", Map.of(), 100, throttled);
    Summary summary = Summary.of(run(), CompareOptions.DEFAULT);
    assertThat(noise(summary, "quota").flagged()).isZero();
    assertThat(noise(summary, "quota").text())
        .isEqualTo("quiet; throttled by its own quota in 25, which is no noise");
    assertThat(noise(summary, "shared").text())
        .isEqualTo("25 of 25 iterations disturbed: throttled 25");
    assertThat(noise(summary, "unknown").text()).isEqualTo("quiet");
  }

  @Test
  void waitingThatABenchmarkMakesItselfIsNoNoise() {
    Noise waited = noise(Metrics.RUN_DELAY, 9e8);
    environments.put("bare", Facts.of(Map.of()));
    String own = "dev.tare.bench.kernel.ContextSwitch.roundTrip";
    add("bare", series().of(own).noise(waited).around(5, 5, 1));
    add("bare", series().of(PRIME).noise(waited).around(5, 5, 1));
    add("bare", series().of("org.acme.B.b").around(5, 5, 1));
    Summary summary = Summary.of(run(), CompareOptions.DEFAULT);
    assertThat(summary.series(summary.reference()))
        .extracting(one -> one.noise().text())
        .containsExactly("quiet", "25 of 25 iterations disturbed: run delay 25", "not recorded");
  }

  private static NoiseSummary noise(Summary summary, String stack) {
    MeasuredEnvironment place =
        summary.places().stream()
            .filter(one -> one.stack().equals(stack))
            .findFirst()
            .orElseThrow();
    return summary.series(place, KEY).orElseThrow().noise();
  }

  private static Noise noise(dev.tare.result.Metric cause, double amount) {
    return Noise.of(
        metric ->
            metric == Metrics.WALL
                ? OptionalDouble.of(1e9)
                : metric == cause ? OptionalDouble.of(amount) : OptionalDouble.empty());
  }

  private void place(String stack, Map<String, String> facts, double value) {
    place(stack, facts, value, Noise.UNKNOWN);
  }

  private void place(String stack, Map<String, String> facts, double value, Noise noise) {
    environments.put(stack, Facts.of(facts));
    add(stack, series().of(PRIME).noise(noise).around(value, 5, all.size()));
  }

  private void add(String stack, Series series) {
    all.add(series.withKey(series.key().withEnvironment(Optional.of(stack))));
  }

  private Run run() {
    return new Run(
        "run",
        Optional.of(Instant.EPOCH),
        Optional.empty(),
        environments,
        List.of(),
        all,
        List.of());
  }
}
