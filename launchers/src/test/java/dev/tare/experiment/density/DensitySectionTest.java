package dev.tare.experiment.density;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.Found;
import dev.tare.experiment.Lab;
import dev.tare.experiment.MadeSetting;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Session;
import dev.tare.experiment.Step;
import dev.tare.experiment.Turn;
import dev.tare.experiment.Words;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.Made;
import dev.tare.experiment.concurrent.PoolOutcome;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.report.CellText;
import dev.tare.result.Run;
import dev.tare.result.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DensitySectionTest {
  private static final long MIB = 1 << 20;
  private static final Stack DOCKER = new StackSyntax(Layers.standard()).parse("docker");
  private static final Plan<Density.Parameters> PLAN =
      new Plan<>(
          MadeSetting.of("docker", 3, 0),
          new Density.Parameters(
              List.of(8, 1, 2, 1), "cpu.Prime", List.of(), false, Optional.empty()),
          List.of(DOCKER));

  private static final Run RUN =
      new Made()
          .place("docker x1", new double[] {100}, new double[] {101}, new double[] {99})
          .place(
              "docker x2", new double[] {100, 100}, new double[] {99, 101}, new double[] {150, 50})
          .place(
              "docker x8",
              new double[] {90, 90, 90, 90, 90, 90, 90, 90},
              new double[] {91, 91, 91, 91, 91, 91, 91, 91},
              new double[] {89, 89, 89, 89, 89, 89, 89, 89})
          .run();

  @Test
  void aRowSaysWhatEachGotAndAllTogetherAndHowFairly() {
    List<String> two = CellText.of(section().tables().get(0).rows().get(1));
    assertThat(two.subList(0, 2)).containsExactly("docker", "2");
    assertThat(two.get(2)).startsWith("100.0 [");
    assertThat(two.get(3)).startsWith("1.000 [");
    assertThat(two.get(4)).isEqualTo("1.000 us");
    assertThat(two.get(5)).startsWith("200.0 [");
    double unfair = 200.0 * 200 / (2 * (150.0 * 150 + 50 * 50));
    double almost = 200.0 * 200 / (2 * (99.0 * 99 + 101 * 101));
    assertThat(two.get(6)).startsWith(Words.number((1 + almost + unfair) / 3));
  }

  @Test
  void aFurtherGuestsMemoryIsTheSlopeOverTheSteps() {
    Section.Table memory = section().tables().get(1);
    assertThat(CellText.of(memory.rows().get(0)).get(2)).startsWith("300.0");
    assertThat(CellText.of(memory.rows().get(1)).subList(0, 2)).containsExactly("docker", "PSS");
    assertThat(CellText.of(memory.rows().get(1)).get(2)).startsWith("200.0");
    assertThat(memory.rows()).hasSize(2);
  }

  @Test
  void theAnswerSaysWhatTheMostGuestsGotAndWhatOneMoreTakes() {
    assertThat(section().answer())
        .startsWith("docker: 8 ran together and did ")
        .containsPattern(", each [0-9.]+( \\[[^]]+])?\u00d7 what one alone does; one more takes ")
        .endsWith(" MiB (PSS).")
        .contains("200.0");
  }

  @Test
  void whoDidNotRunTogetherIsSaid() {
    assertThat(section().notes())
        .containsExactly(
            "docker x8, block 2: they ran together 80.0 % of the time, less than 95 %");
  }

  @Test
  void guestsComeInRisingNumberAndEachOnce() {
    assertThat(new Density().conditions(PLAN))
        .extracting(Guests::name)
        .containsExactly("docker x1", "docker x2", "docker x8");
  }

  @Test
  void whatIsPromisedMoreThanOnceIsThePartOfEach() {
    Guests three = new Guests(DOCKER, 3, "cpu.Prime", false, 1.5);
    Limits asked = Limits.NONE.with("memory", "1g");
    assertThat(three.name()).isEqualTo("docker x3 promised 1.5");
    assertThat(three.labels()).containsEntry("promised", "1.5");
    assertThat(three.each(asked, 2)).isEqualTo(asked.with("cpus", "1"));
    assertThat(new Guests(DOCKER, 7, "cpu.Prime", false, 1.5).each(asked, 2))
        .isEqualTo(asked.with("cpus", "0.429"));
    Guests once = new Guests(DOCKER, 3, "cpu.Prime", false, 1);
    assertThat(once.each(asked, 2)).isEqualTo(asked);
    assertThat(once.labels()).doesNotContainKey("promised");
  }

  @Test
  void whatThereIsIsPromisedAtMostAsOftenAsThereAreGuests() throws IOException {
    Plan<Density.Parameters> plan =
        new Plan<>(
            PLAN.setting().withLimits(Limits.NONE.with("memory", "300m")),
            new Density.Parameters(
                List.of(1, 2, 6), "cpu.Prime", List.of(), false, Optional.of(3.0)),
            PLAN.stacks());
    List<Guests> all = new Density().conditions(plan);
    assertThat(all)
        .extracting(Guests::name)
        .containsExactly("docker x1", "docker x2 promised 2", "docker x6 promised 3");
    Session dry = Session.dry("t", Optional.empty(), Optional.empty(), line -> {});
    Lab lab = new Lab(dry, Optional.empty());
    assertThat(new Forecast(plan, all.get(0), lab).poolBytes()).as("its own").isZero();
    assertThat(new Forecast(plan, all.get(1), lab).poolBytes()).isEqualTo(300 * MIB);
    assertThat(new Forecast(plan, all.get(2), lab).poolBytes()).isEqualTo(600 * MIB);
    Guests shared = new Guests(DOCKER, 6, "cpu.Prime", true, 3);
    assertThat(new Forecast(plan, shared, lab).poolBytes()).as("their machine's").isZero();
  }

  @Test
  void whatDidNotFitIsNotTriedWithMoreAndWithFewerItIs() throws IOException {
    List<Step<Guests, Density.Result>> before =
        List.of(
            new Step<>(
                new Guests(DOCKER, 2, "cpu.Prime", false, 1),
                1,
                Optional.of("full"),
                Optional.empty()));
    assertThat(refusal(8, before)).hasValue("2 did not fit before: full");
    assertThat(refusal(2, before)).isPresent();
    assertThat(refusal(1, before)).isEmpty();
  }

  @Test
  void whatFailedIsTriedAgainAndSoAreMoreUnlessItWasTheHostsCeiling() throws IOException {
    Guests two = new Guests(DOCKER, 2, "cpu.Prime", false, 1);
    List<Step<Guests, Density.Result>> before = new ArrayList<>();
    before.add(tried(two, 1, failed("ended with 1", true, false)));
    before.add(tried(two, 2, failed("ended with 1", true, false)));
    before.add(new Step<>(two, 3, Optional.of("failed 2 times before"), Optional.empty()));
    assertThat(refusal(2, before)).isEmpty();
    assertThat(refusal(8, before)).isEmpty();
    Guests four = new Guests(DOCKER, 4, "cpu.Prime", false, 1);
    before.add(tried(four, 3, failed("no such address left", true, true)));
    assertThat(refusal(2, before)).isEmpty();
    String unstarted = "4 could not be started before: no such address left";
    assertThat(refusal(4, before)).hasValue(unstarted);
    before.add(new Step<>(four, 4, Optional.of(unstarted), Optional.empty()));
    assertThat(refusal(8, before)).as("in its own words").hasValue(unstarted);
    before.add(0, tried(two, 1, failed("memory: ended", false, true)));
    assertThat(refusal(2, before)).hasValue("2 did not fit before: memory: ended");
  }

  @Test
  void aBlockInWhichAGuestFailedTakesNoPartInAnyFigure() {
    Run run =
        new Made()
            .place("docker x1", new double[] {100}, new double[] {100})
            .place("docker x2", new double[] {50, 50}, new double[] {99})
            .place("docker x8", new double[] {98})
            .run();
    List<Guests> all = new Density().conditions(PLAN);
    List<Step<Guests, Density.Result>> steps = new ArrayList<>();
    for (int block = 1; block <= 2; block++) {
      steps.add(tried(all.get(0), block, left(1, 0, false)));
      steps.add(tried(all.get(1), block, left(2, 0, block == 2)));
      steps.add(tried(all.get(2), block, left(8, 0, true)));
    }
    Section section = section(all, steps, run);
    List<List<String>> rows =
        section.tables().get(0).rows().stream().map(row -> CellText.of(row).subList(1, 8)).toList();
    assertThat(rows.get(1).get(1)).isEqualTo("50.00 ops/s (1 of 2 blocks)");
    assertThat(rows.get(1).get(2)).isEqualTo("0.500\u00d7");
    assertThat(rows.get(1).subList(4, 7)).containsExactly("100.0 ops/s", "1.000", "600.0 MiB");
    assertThat(rows.get(2)).containsExactly("8", "failed", "-", "-", "-", "-", "-");
    assertThat(section.tables().get(1).rows())
        .allSatisfy(row -> assertThat(row.get(3).value()).as("points").isEqualTo(3));
    assertThat(section.answer()).startsWith("docker: 2 ran together and did 100.0 ops/s, each ");
  }

  @Test
  void ofTimesItIsSaidHowMuchLongerTheyAre() {
    Run run =
        new Made()
            .times("docker x1", new double[] {100}, new double[] {100})
            .times("docker x2", new double[] {120, 120}, new double[] {120, 120})
            .run();
    List<Guests> all = new Density().conditions(PLAN).subList(0, 2);
    List<Step<Guests, Density.Result>> steps = new ArrayList<>();
    for (int block = 1; block <= 2; block++) {
      steps.add(tried(all.get(0), block, left(1, 0, false)));
      steps.add(tried(all.get(1), block, left(2, 0, false)));
    }
    Section section = section(all, steps, run);
    assertThat(section.answer())
        .startsWith(
            "docker: 2 ran together and took 60.00 [60.00, 60.00] ms/op between them, each 1.200"
                + " [1.200, 1.200]\u00d7 as long as one alone; one more takes ");
    assertThat(section.tables().get(0).columns().get(3).title()).isEqualTo("as long as one alone");
    assertThat(section().tables().get(0).columns().get(3).title()).isEqualTo("of one alone");
  }

  @Test
  void whatTheHostEndedOfAllBlocksDidNotFit() {
    List<Guests> all = new Density().conditions(PLAN);
    List<Step<Guests, Density.Result>> steps =
        List.of(tried(all.get(0), 1, failed("memory: ended", false, true)));
    Section section = section(all, steps, new Made().run());
    assertThat(section.tables().get(0).caption()).isEqualTo("cpu.Prime");
    assertThat(CellText.of(section.tables().get(0).rows().get(0)).subList(0, 4))
        .containsExactly("docker", "1", "did not fit", "-");
    assertThat(section.answer()).isEmpty();
  }

  private static Step<Guests, Density.Result> tried(
      Guests guests, int block, Density.Result result) {
    return new Step<>(guests, block, Optional.empty(), Optional.of(result));
  }

  private static Density.Result failed(String why, boolean failed, boolean atCeiling) {
    return new Density.Result(
        reading(8000 * MIB, OptionalLong.empty()),
        Made.failed(why, Optional.empty(), failed, atCeiling));
  }

  private static Section section(
      List<Guests> all, List<Step<Guests, Density.Result>> steps, Run run) {
    return new Density()
        .section(new Found<>(PLAN, all, steps, run, List.of(), null, null))
        .orElseThrow();
  }

  @Test
  void whomAPoolKillsIsAnAnswerAndTheOthersAreCounted() throws IOException {
    Plan<Density.Parameters> plan =
        new Plan<>(
            PLAN.setting().withLimits(Limits.NONE.with("memory", "300m")),
            new Density.Parameters(List.of(1, 3), "cpu.Prime", List.of(), false, Optional.of(1.5)),
            PLAN.stacks());
    List<Guests> all = new Density().conditions(plan);
    List<Step<Guests, Density.Result>> steps = new ArrayList<>();
    for (int block = 1; block <= 2; block++) {
      steps.add(new Step<>(all.get(0), block, Optional.empty(), Optional.of(left(1, 0, false))));
      steps.add(new Step<>(all.get(1), block, Optional.empty(), Optional.of(left(3, 1, false))));
    }
    assertThat(left(3, 1, false).together().isWhole()).isFalse();
    assertThat(left(3, 0, false).together().isWhole()).isTrue();
    Session dry = Session.dry("t", Optional.empty(), Optional.empty(), line -> {});
    Forecast again = new Forecast(plan, all.get(1), new Lab(dry, Optional.empty()));
    assertThat(again.refusal(steps).orElse("")).doesNotContain(" before: ");
    steps.add(new Step<>(all.get(1), 3, Optional.empty(), Optional.of(left(3, 1, true))));
    assertThat(again.refusal(steps).orElse("")).doesNotContain(" before: ");

    Run run =
        new Made()
            .place("docker x1", new double[] {100}, new double[] {101})
            .place("docker x3 promised 1.5", new double[] {100, 90}, new double[] {99, 95})
            .run();
    Section section =
        new Density()
            .section(new Found<>(plan, all, steps, run, List.of(), null, null))
            .orElseThrow();
    assertThat(section.answer()).startsWith("docker: 2 of 3 ran together and did ");
    assertThat(section.curves()).as("one point alone is none").isEmpty();
    assertThat(CellText.of(section.tables().get(0).rows().get(1)).get(2))
        .endsWith(" (2 of 3 blocks)");
    assertThat(section.tables().get(0).rows().get(1).get(12).value()).isEqualTo(3.0);
    assertThat(section.tables().get(0).rows().get(0).get(12)).isEqualTo(Section.Cell.NONE);
    assertThat(section.tables()).as("the pool's size is no guest's").hasSize(1);
  }

  /** So many were asked for, of whom the pool killed some, or another failed. */
  private static Density.Result left(int guests, int killed, boolean failed) {
    Optional<PoolOutcome> pool =
        guests == 1
            ? Optional.empty()
            : Optional.of(
                new PoolOutcome(
                    null,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    guests,
                    killed,
                    false));
    ConcurrentOutcome together =
        new ConcurrentOutcome(
            OptionalDouble.of(1),
            Optional.of(reading((8000 - 300L * guests) * MIB, OptionalLong.of(200L * MIB))),
            pool,
            Map.of(),
            Map.of(),
            false,
            killed == 0 ? List.of() : List.of("guest-1: killed"),
            failed,
            false);
    return new Density.Result(reading(8000 * MIB, OptionalLong.empty()), together);
  }

  private Optional<String> refusal(int guests, List<Step<Guests, Density.Result>> before)
      throws IOException {
    Session dry = Session.dry("t", Optional.empty(), Optional.empty(), line -> {});
    return new Density()
        .refusal(
            new Turn<>(new Guests(DOCKER, guests, "cpu.Prime", false, 1), 2, 0),
            PLAN,
            before,
            new Lab(dry, Optional.empty()));
  }

  @Test
  void theCurvesHoldEveryCountWithItsInterval() {
    Section.Curves each = section().curves().get(0);
    assertThat(each.lines()).hasSize(1);
    assertThat(each.lines().get(0).points())
        .extracting(Section.Point::x)
        .containsExactly(1., 2., 8.);
    Section.Point one = each.lines().get(0).points().get(0);
    assertThat(CellText.of(one.y())).startsWith("100.00 [97.54, 102.5] ");
  }

  private static Section section() {
    List<Step<Guests, Density.Result>> steps = new ArrayList<>();
    for (int block = 1; block <= 3; block++) {
      for (Guests guests : new Density().conditions(PLAN)) {
        int count = guests.count();
        double overlap = block == 2 && count == 8 ? 0.8 : 0.99;
        ConcurrentOutcome together =
            new ConcurrentOutcome(
                OptionalDouble.of(overlap),
                Optional.of(
                    reading((8000 - 300L * count) * MIB, OptionalLong.of(200L * count * MIB))),
                Optional.empty(),
                Map.of(),
                Map.of(),
                false,
                List.of(),
                false,
                false);
        Density.Result result =
            new Density.Result(reading(8000 * MIB, OptionalLong.empty()), together);
        steps.add(new Step<>(guests, block, Optional.empty(), Optional.of(result)));
      }
    }
    return new Density()
        .section(
            new Found<>(PLAN, new Density().conditions(PLAN), steps, RUN, List.of(), null, null))
        .orElseThrow();
  }

  private static HostReading reading(long available, OptionalLong pss) {
    return new HostReading(
        OptionalLong.of(available),
        pss,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
