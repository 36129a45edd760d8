package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.compare.Calibrations;
import dev.tare.compare.ClaimRow;
import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Noise;
import dev.tare.result.PublishedFigure;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Series;
import dev.tare.result.io.PublishedJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report gathers, before any format. */
class ReportDataTest {
  private static ReportData of(Run... runs) {
    return ReportBuilder.of(List.of(runs), Calibrations.NONE, Origin.UNKNOWN);
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
        .extracting(ReportData.Environment::name)
        .containsExactly("bare", "docker", "kvm", "kvm/docker");
  }

  @Test
  void ofSeveralPlacesTheSurestIsSoughtInAllAndItsPlaceIsNamed() {
    Run wide = new MadeUp(1, 4).environment("bare", 1, 3, false).run();
    assertThat(of(wide).findings())
        .filteredOn(line -> line.contains("ure"))
        .noneMatch(line -> line.contains("bare"));
    List<ReportData.Entry> entries = of(nested()).benchmarks();
    double least =
        entries.stream()
            .flatMap(entry -> entry.sides().stream())
            .mapToDouble(side -> side.score().high() / side.score().low())
            .min()
            .orElseThrow();
    ReportData.Entry surest =
        entries.stream()
            .filter(
                entry ->
                    entry.sides().stream()
                        .anyMatch(side -> side.score().high() / side.score().low() == least))
            .findFirst()
            .orElseThrow();
    ReportData.Side side =
        surest.sides().stream()
            .filter(one -> one.score().high() / one.score().low() == least)
            .findFirst()
            .orElseThrow();
    String place = of(nested()).places().get(side.place()).name();
    assertThat(of(nested()).findings().get(0))
        .startsWith("Surest: " + surest.name() + " (" + place + "), " + side.score().text());
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
    Compared two =
        Comparer.compare(emulated.only("bare"), emulated.only("kvm"), CompareOptions.DEFAULT);
    assertThat(new ComparisonTable(two).text(Paper.PLAIN))
        .contains(
            "A  made-up:bare\n",
            "B  made-up:kvm (emulated)\n",
            "warning: B: emulated (TCG), not a KVM figure",
            "made-up:kvm (emulated) against made-up:bare: not comparable");
    assertThat(ComparisonCsv.of(List.of(two))).contains("made-up:kvm,").doesNotContain("(emu");
  }

  @Test
  void ratioAboveOneIsWorseForTimesAndForRates() {
    List<ReportData.Entry> entries = of(nested()).benchmarks();
    assertThat(entries).extracting(ReportData.Entry::better).contains("lower", "higher");
    for (ReportData.Entry entry : entries) {
      ReportData.Ratio kvm = entry.sides().get(2).ratio();
      assertThat(kvm.value()).isCloseTo(1.3, within(.03));
      assertThat(kvm.verdict()).isEqualTo("REGRESSED");
      assertThat(kvm.said()).isEqualTo("worse");
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
        .extracting(ReportData.Environment::name)
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
  void curveIsOfMergedForksWithABandWhereAllForksHaveThePercentile() {
    Series plain = new MadeUp(1, 1).environment("bare", 1, 1, false).run().series().get(0);
    List<Fork> forks = new ArrayList<>();
    for (int f = 0; f < 4; f++) {
      LatencyCounts counts =
          new LatencyCounts(new TreeMap<>(Map.of(10L + f, 900L, 20L + f, 90L, 1000L, 10L)));
      forks.add(plain.forks().get(0).withHistogram(counts).withIndex(f));
    }
    ReportData.Latency latency = Latencies.of(plain.withForks(forks), List.of()).orElseThrow();
    assertThat(latency.operations()).isEqualTo(4000);
    double[] first = latency.curve().get(0);
    assertThat(first).hasSize(4).startsWith(0, 10);
    assertThat(first[2]).isBetween(10.0, 11.5);
    assertThat(first[3]).isBetween(11.5, 13.0);
    double[] end = latency.curve().get(latency.curve().size() - 1);
    assertThat(end).hasSize(2);
    assertThat(end[1]).isEqualTo(1000);
    double[] last = latency.curve().get(latency.solid() - 1);
    assertThat(4000 * Math.pow(10, -last[0])).isGreaterThanOrEqualTo(99);
    assertThat(latency.solid()).isLessThan(latency.curve().size());
  }

  @Test
  void percentileIsTheOneOfItsSeriesAndSaysOfHowManyForks() {
    Run run = new MadeUp(4, 2).environment("bare", 1, 1, true).run();
    List<Series> series =
        run.series().stream()
            .map(one -> one.key().isPrimary() ? one : one.withForks(one.forks().subList(0, 3)))
            .toList();
    Run some =
        new Run(
            run.id(),
            run.started(),
            run.finished(),
            run.environments(),
            run.schedule(),
            series,
            run.warnings());
    ReportData.Side side = of(some).benchmarks().get(0).sides().get(0);
    ReportData.Figure p99 = side.latency().percentiles().get(0).figure();
    assertThat(p99).isEqualTo(side.others().get(0).figure());
    assertThat(p99.forks()).isEqualTo(3);
    assertThat(p99.text()).endsWith(" us (3 of 4 forks)");
  }

  @Test
  void experimentNamesWhatItsScoresAreComparedWithOrThatTheyAreNot() {
    Section section = new Section("x", "X", "", List.of(), List.of(), List.of(), List.of());
    Origin against = new Origin("network", List.of(section.comparedWith("kvm")));
    ReportData data = ReportBuilder.of(List.of(nested()), Calibrations.NONE, against);
    assertThat(data.places().get(0).name()).isEqualTo("kvm");
    assertThat(data.answer()).startsWith("bare against kvm: better in 10");
    Origin none = new Origin("density", List.of(section.answering("Two fit.")));
    data = ReportBuilder.of(List.of(nested()), Calibrations.NONE, none);
    assertThat(data.compared()).isFalse();
    assertThat(data.answer()).isEqualTo("Two fit.");
    assertThat(data.benchmarks())
        .flatExtracting(ReportData.Entry::sides)
        .allMatch(side -> side.ratio() == null);
  }

  @Test
  void comparisonOfTwoPlacesComesToWhatTheReportOfBothSays() {
    Run run =
        new MadeUp(6, 5).environment("bare", 1, 3, false).environment("kvm", 1.3, 3, false).run();
    Compared compared = Comparer.compare(run.only("bare"), run.only("kvm"), CompareOptions.DEFAULT);
    String said = of(run).answer();
    assertThat(said)
        .startsWith("kvm against bare: worse in 3 of 3 scores (most: ")
        .contains("worse in 3 of 3 other figures");
    assertThat(new ComparisonTable(compared).conclusion())
        .isEqualTo("made-up:" + said.replace("bare:", "made-up:bare:"));
  }

  @ParameterizedTest
  @CsvSource({
    "docker, 1.3, docker(seccomp=off) beside it",
    "'kvm/docker(cpus=1)', 1.3, 'kvm/docker(cpus=1,seccomp=off) beside it'",
    "docker(seccomp=off), 1.3,",
    "docker, 1,",
    "runc, 1.3,"
  })
  void slowerSystemCallsOfWhatHasAFilterAreTriedWithoutIt(
      String stack, double factor, String beside) {
    Run run =
        new MadeUp(10, 5)
            .environment("bare", 1, 3, false)
            .environment(stack, factor, 3, false)
            .run();
    String next = String.valueOf(of(run).next());
    assertThat(next.contains(" beside it tells whether the filter")).isEqualTo(beside != null);
    assertThat(next).contains(beside == null ? "" : beside);
  }

  @Test
  void timeThatMoreForksTakeLeavesPausesOut() {
    Run run =
        new MadeUp(2, 5).environment("bare", 1, 3, false).environment("kvm", 1.3, 3, false).run();
    Run paused =
        new Run(
            run.id(),
            Optional.empty(),
            Optional.of(Instant.EPOCH),
            Optional.of(Instant.EPOCH.plusSeconds(86_400)),
            run.environments(),
            run.schedule(),
            run.series(),
            run.warnings(),
            Optional.empty(),
            Optional.of(Duration.ofMinutes(2)));
    assertThat(of(paused).next())
        .endsWith(
            "5 forks a side come first (fewer do not say how many would tell): about 5 min with"
                + " --blocks 5.");
    assertThat(of(run).next()).doesNotContain("min with");
    assertThat(conclusion(paused))
        .as("a comparison of two sides of it says the same")
        .endsWith(of(paused).next());
    assertThat(conclusion(run)).endsWith("would tell): 5 in all.");
    assertThat(of(measured(new MadeUp(2, 5).environment("bare", 1, 3, false).run(), "bare")).next())
        .isEqualTo("More forks narrow the intervals: --profile standard has 10, about 14 min.");
  }

  @Test
  void guestThatIsKeptIsToldWhatMakesItAnew() {
    Run run =
        new MadeUp(5, 5).environment("bare", 1, 3, false).environment("kvm", 1.3, 3, false).run();
    String next =
        "A guest that is kept is one sample: --profile standard makes it anew for each of";
    assertThat(of(measured(run, "kvm")).next()).isEqualTo(next + " 10 blocks, about 12 min.");
    assertThat(conclusion(measured(run, "kvm"))).endsWith(next + " 10 blocks, about 12 min.");
  }

  /** Two minutes of work, in an environment that is kept. */
  private static Run measured(Run run, String kept) {
    TreeMap<String, Facts> environments = new TreeMap<>(run.environments());
    environments.put(kept, Facts.of(Map.of(Facts.KEPT, "true")));
    return new Run(
        run.id(),
        Optional.empty(),
        run.started(),
        run.finished(),
        environments,
        run.schedule(),
        run.series(),
        run.warnings(),
        Optional.empty(),
        Optional.of(Duration.ofMinutes(2)));
  }

  private static String conclusion(Run run) {
    CompareOptions options = CompareOptions.DEFAULT;
    return new ComparisonTable(Comparer.compare(run.only("bare"), run.only("kvm"), options))
        .conclusion();
  }

  @Test
  void noiseThatNobodyRecordedIsAbsentAndNotNone() {
    Run run = new MadeUp(2, 2).environment("bare", 1, 1, false).run();
    List<Series> plain =
        run.series().stream()
            .map(
                one ->
                    one.withForks(one.forks().stream().map(ReportDataTest::withoutNoise).toList()))
            .toList();
    ReportData data = of(Run.ofFile("plain.json", inNoPlace(plain), List.of()));
    assertThat(data.benchmarks().get(0).sides().get(0).noise()).isNull();
    assertThat(data.findings()).contains("Noise: not recorded");
    assertThat(of(run).benchmarks().get(0).sides().get(0).noise().iterations()).isEqualTo(4);
  }

  private static List<Series> inNoPlace(List<Series> series) {
    return series.stream()
        .map(one -> one.withKey(one.key().withEnvironment(Optional.empty())))
        .toList();
  }

  private static Fork withoutNoise(Fork fork) {
    List<Iteration> plain =
        fork.iterations().stream().map(one -> new Iteration(one.value(), Noise.UNKNOWN)).toList();
    return new Fork(fork.index(), fork.block(), plain, fork.histogram());
  }

  @Test
  void seriesWithoutHistogramHasNoLatency() {
    Series plain = new MadeUp(1, 1).environment("bare", 1, 1, false).run().series().get(0);
    assertThat(Latencies.of(plain, List.of())).isEmpty();
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
    StudyView vaucher = study(of(run).studies(), "vaucher2015");
    assertThat(vaucher.judged())
        .extracting(one -> one.figure().where() + ", " + one.figure().about())
        .containsExactly("Table II, noploop");
    assertThat(vaucher.judged().get(0).row())
        .satisfies(
            one -> {
              assertThat(one.ours())
                  .startsWith("NopLoop.loop, kvm over bare: 1.")
                  .contains("\u00d7 of 4 forks (this host is itself a guest)");
              assertThat(one.verdict()).isEqualTo("other topology");
            });
    assertThat(vaucher.found()).startsWith("Of its claims: 1 other topology; ");
    assertThat(of(nested().only("bare")).studies()).isEmpty();
  }

  @Test
  void everyFigureOfEveryStudyIsThereOnceWithWhatWouldMeasureWhatIsOpen() {
    PublishedFigure.Library library = PublishedJson.read();
    List<StudyView> studies = of(nested()).studies();
    assertThat(studies)
        .extracting(StudyView::id)
        .containsExactlyElementsOf(library.papers().keySet());
    assertThat(studies.stream().mapToInt(one -> one.figures().size()).sum())
        .isEqualTo(library.figures().size());
    for (StudyView study : studies) {
      assertThat(study.open())
          .as(study.id())
          .filteredOn(one -> one.command() == null)
          .allSatisfy(one -> assertThat(one.rows()).isEmpty());
    }
  }

  /** Many figures stand in one table of a study. */
  @Test
  void whatASectionJudgesIsNotListedAsIfNothingStoodBesideIt() {
    PublishedFigure.Library library = PublishedJson.read();
    PublishedFigure figure =
        library.figures().stream()
            .filter(one -> one.where().equals("Fig. 7") && one.paper().equals("enberg2016"))
            .findFirst()
            .orElseThrow();
    List<Section.Judged> all =
        figure.claims().stream()
            .filter(claim -> claim.experiment().equals("network"))
            .map(
                claim ->
                    new Section.Judged(
                        ClaimRow.words(claim),
                        library.source(figure),
                        figure.said(),
                        "one over another",
                        Section.Cell.of(2, Section.Cell.TIMES),
                        "holds"))
            .toList();
    StudyView enberg = study(beside(all), "enberg2016");
    assertThat(enberg.judged())
        .as("what a matrix would tell besides is not missed")
        .hasSameSizeAs(all)
        .allSatisfy(one -> assertThat(one.row().ours()).isEqualTo("one over another: 2.000\u00d7"));
    assertThat(enberg.open()).extracting(StudyView.Figure::where).doesNotContain("Fig. 7");
    StudyView some = study(beside(all.subList(0, 1)), "enberg2016");
    assertThat(some.open())
        .filteredOn(one -> one.where().equals("Fig. 7"))
        .singleElement()
        .satisfies(one -> assertThat(one.command()).startsWith("network --path docker-bridge"));
  }

  @Test
  void aFigureOfTheStudysOwnMachineIsLookedAtAndThenItIsNotOpen() {
    Run run =
        new MadeUp(4, 3)
            .add("bare", "dev.tare.bench.cpu.Prime.events", Map.of("limit", "30000"), 1, false)
            .run();
    StudyView dhar = Studies.of("dhar2016", List.of(new Studies.Part(run, List.of())));
    assertThat(dhar.judged())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.figure().where()).isEqualTo("Table 4.2");
              assertThat(one.row().ours()).contains("of 4 forks");
            });
    assertThat(dhar.open())
        .extracting(StudyView.Figure::where)
        .contains("Table 5.1")
        .doesNotContain("Table 4.2");
  }

  /** A report of a run that was made before a figure was corrected shows what it had then. */
  @Test
  void whatAnEarlierVersionHeldAgainstAFigureIsKept() {
    List<StudyView> studies =
        beside(
            List.of(
                new Section.Judged(
                    "c", "Dhar 2016, Fig. 0", "t", "", Section.Cell.of("1.1x"), "holds")));
    assertThat(studies).hasSize(6);
    assertThat(studies.get(5).judged())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.figure().where()).isEqualTo("Dhar 2016, Fig. 0");
              assertThat(one.row())
                  .isEqualTo(new StudyView.CheckedClaim("c", "1.1x", "holds", true));
            });
  }

  private static List<StudyView> beside(List<Section.Judged> judged) {
    Section section = new Section("s", "t", "l", List.of(), List.of(), judged, List.of());
    Origin origin = new Origin("network", List.of(section));
    return ReportBuilder.of(List.of(nested()), Calibrations.NONE, origin).studies();
  }

  private static StudyView study(List<StudyView> all, String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }
}
