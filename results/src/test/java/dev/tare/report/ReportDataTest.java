package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.compare.Calibrations;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a report gathers, before any format. */
class ReportDataTest {
  private static ReportData of(Run... runs) {
    return ReportBuilder.of(List.of(runs), Calibrations.NONE, List.of());
  }

  private static Run nested() {
    return new MadeUp(6, 4)
        .environment("docker", 1.1, 10, false)
        .environment("kvm", 1.3, 10, false)
        .environment("kvm/docker", 1.5, 10, false)
        .environment("bare", 1, 10, false)
        .run();
  }

  @Test
  void bareComesFirstAndNestedStacksLast() {
    assertThat(of(nested()).places())
        .extracting(ReportData.Place::name)
        .containsExactly("bare", "docker", "kvm", "kvm/docker");
  }

  @Test
  void emulatedGuestIsNamedBeforeItsFigures() {
    Run run = nested();
    TreeMap<String, Facts> facts = new TreeMap<>(run.environments());
    facts.put("kvm", Facts.of(Map.of("layers.stack", "tcg")));
    Run emulated =
        new Run(
            run.id(),
            run.started(),
            run.finished(),
            facts,
            run.schedule(),
            run.series(),
            run.warnings());
    assertThat(of(emulated).warnings()).contains("kvm: emulated (TCG), not a KVM figure");
    assertThat(of(run).warnings()).noneMatch(warning -> warning.contains("emulated"));
  }

  @Test
  void ratioAboveOneIsWorseForTimesAndForRates() {
    List<ReportData.Entry> entries = of(nested()).benchmarks();
    assertThat(entries).extracting(ReportData.Entry::better).contains("lower", "higher");
    for (ReportData.Entry entry : entries) {
      ReportData.Ratio kvm = entry.sides().get(2).ratio();
      assertThat(kvm.value()).isCloseTo(1.3, within(.03));
      assertThat(kvm.verdict()).isEqualTo("worse");
      assertThat(kvm.forks()).isEqualTo("6/6");
      assertThat(entry.sides().get(0).ratio()).isNull();
    }
  }

  @Test
  void stackIsTakenApartIntoStepsWhoseProductIsTheWhole() {
    List<ReportData.Stack> stacks = of(nested()).stacks();
    assertThat(stacks).hasSize(10).extracting(ReportData.Stack::stack).containsOnly("kvm/docker");
    for (ReportData.Stack stack : stacks) {
      List<ReportData.Step> steps = stack.steps();
      assertThat(steps.get(2).label()).isEqualTo("kvm \u2192 kvm/docker");
      double whole = steps.get(1).ratio().value() * steps.get(2).ratio().value();
      assertThat(steps.get(3).ratio().value()).isCloseTo(whole, within(1e-9));
      double interaction = steps.get(2).ratio().value() / steps.get(0).ratio().value();
      assertThat(steps.get(4).ratio().value()).isCloseTo(interaction, within(1e-9));
    }
  }

  @Test
  void stackWithoutOneOfItsLayersIsNotTakenApart() {
    Run run =
        new MadeUp(3, 2)
            .environment("bare", 1, 1, false)
            .environment("kvm", 1.3, 1, false)
            .environment("kvm/docker", 1.5, 1, false)
            .run();
    assertThat(of(run).stacks()).isEmpty();
  }

  @Test
  void factThatAPlaceDoesNotTellIsAbsentAndNoDifference() {
    Run a = new MadeUp(1, 1).environment("bare", 1, 1, false).run();
    Run b = new MadeUp(1, 1).add("docker", "x.Y.z", Map.of(), 1, false).run();
    ReportData data = of(a, b);
    ReportData.FactRow model =
        data.facts().stream().filter(row -> row.name().equals("cpu.model")).findFirst().get();
    assertThat(model.values()).containsExactly("made up", null);
    assertThat(model.differs()).isFalse();
    assertThat(data.places())
        .extracting(ReportData.Place::name)
        .containsExactly("made-up:bare", "made-up:docker");
  }

  @Test
  void benchmarkThatAPlaceLacksIsSaid() {
    Run run =
        new MadeUp(1, 1)
            .add("bare", "x.Y.z", Map.of(), 1, false)
            .add("bare", "x.Y.other", Map.of(), 1, false)
            .add("docker", "x.Y.z", Map.of(), 1, false)
            .run();
    assertThat(of(run).warnings()).contains("docker: no result of 1 of 2 benchmarks");
  }

  @Test
  void differentFactsAreMarked() {
    List<ReportData.FactRow> rows =
        FactRows.of(List.of(nested().only("bare"), nested().only("kvm")));
    assertThat(rows)
        .filteredOn(ReportData.FactRow::differs)
        .extracting(ReportData.FactRow::name)
        .containsExactly("layers.stack");
  }

  @Test
  void percentilesComeFromMergedForksAndOnlyWhereEnoughLieBeyond() {
    LatencyCounts counts =
        new LatencyCounts(new TreeMap<>(Map.of(10L, 900L, 20L, 90L, 1000L, 10L)));
    Series plain = new MadeUp(1, 1).environment("bare", 1, 1, false).run().series().get(0);
    Fork fork = plain.forks().get(0).withHistogram(counts);
    ReportData.Latency latency =
        Latencies.of(plain.withForks(List.of(fork, fork.withIndex(1)))).orElseThrow();
    assertThat(latency.operations()).isEqualTo(2000);
    assertThat(latency.percentiles())
        .extracting(ReportData.Percentile::name)
        .containsExactly("p50", "p90");
    assertThat(latency.curve().get(0)).containsExactly(0, 10);
    assertThat(latency.curve().get(latency.curve().size() - 1)[1]).isEqualTo(1000);
    double[] last = latency.curve().get(latency.solid() - 1);
    assertThat(2000 * Math.pow(10, -last[0])).isGreaterThanOrEqualTo(99);
    assertThat(latency.solid()).isLessThan(latency.curve().size());
  }

  @Test
  void seriesWithoutHistogramHasNoLatency() {
    Series plain = new MadeUp(1, 1).environment("bare", 1, 1, false).run().series().get(0);
    assertThat(Latencies.of(plain)).isEmpty();
  }

  @Test
  void oneForkHasNoInterval() {
    ReportData data = of(new MadeUp(1, 3).environment("bare", 1, 1, false).run());
    ReportData.Figure score = data.benchmarks().get(0).sides().get(0).score();
    assertThat(score.low()).isNull();
    assertThat(score.interval()).isEqualTo("interval unknown: one fork");
    assertThat(score.forks()).isEqualTo(1);
  }

  @Test
  void equallyShortNamesAreToldApart() {
    Run run =
        new MadeUp(1, 1)
            .add("bare", "a.x.Same.run", Map.of(), 1, false)
            .add("bare", "b.x.Same.run", Map.of(), 1, false)
            .add("bare", "b.x.Other.run", Map.of("n", "1"), 1, false)
            .run();
    assertThat(of(run).benchmarks())
        .extracting(ReportData.Entry::name)
        .containsExactly("Other.run(n=1)", "a.x.Same.run", "b.x.Same.run");
  }

  @Test
  void studiesStandBesideARunOfTheirEnvironments() {
    Run run =
        new MadeUp(4, 3)
            .add("bare", "dev.tare.bench.cpu.NopLoop.loop", Map.of(), 1, false)
            .add("kvm", "dev.tare.bench.cpu.NopLoop.loop", Map.of(), 1.5, false)
            .run();
    assertThat(of(run).studies().get(0))
        .satisfies(
            study -> {
              assertThat(study.source()).isEqualTo("Vaucher 2015, Table II");
              assertThat(study.ours()).startsWith("NopLoop.loop: kvm 1.").contains("forks 4/4");
              assertThat(study.verdict()).isEqualTo("other topology");
            });
    assertThat(of(nested().only("bare")).studies()).isEmpty();
  }
}
