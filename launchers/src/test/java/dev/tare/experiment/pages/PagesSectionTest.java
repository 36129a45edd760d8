package dev.tare.experiment.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tare.experiment.Found;
import dev.tare.experiment.MadeSetting;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Step;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.Made;
import dev.tare.experiment.concurrent.MergedMemory;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.report.CellText;
import dev.tare.result.Metrics;
import dev.tare.result.PageMetrics;
import dev.tare.result.Run;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PagesSectionTest {
  private static final long MIB = 1 << 20;
  private static final Stack KVM = stack("kvm");
  private static final Plan<PagesParameters> PLAN =
      new Plan<>(
          MadeSetting.of("kvm", 2, 0),
          new PagesParameters(
              List.of(5, 1),
              List.of("idle", "cpu.Prime"),
              List.of(Sharing.OFF, Sharing.ON),
              5000,
              10,
              60,
              false,
              List.of()),
          List.of(KVM));

  private static final Run RUN =
      new Made()
          .place("kvm x1 cpu.Prime, KSM off", new double[] {100}, new double[] {100})
          .place("kvm x1 cpu.Prime, KSM on", new double[] {90}, new double[] {90})
          .run();

  @Test
  void everyKindOfWorkIsMeasuredWithoutMergingAndWithIt() {
    assertThat(new Pages().conditions(PLAN))
        .extracting(SharingGuests::name)
        .containsExactly(
            "kvm x1 idle, KSM off",
            "kvm x1 idle, KSM on",
            "kvm x5 idle, KSM off",
            "kvm x5 idle, KSM on",
            "kvm x1 cpu.Prime, KSM off",
            "kvm x1 cpu.Prime, KSM on",
            "kvm x5 cpu.Prime, KSM off",
            "kvm x5 cpu.Prime, KSM on");
  }

  @Test
  void machinesAndContainersShareAndTheHostItselfDoesNot() {
    for (String text : List.of("kvm", "docker", "lxc", "podman", "runc", "kvm/docker")) {
      assertThat(SharingGuests.canShare(stack(text))).as(text).isTrue();
    }
    for (String text : List.of("bare", "runsc", "ssh(host=b)/docker")) {
      assertThat(SharingGuests.canShare(stack(text))).as(text).isFalse();
    }
    SharingGuests nested = new SharingGuests(stack("kvm/docker"), 1, "idle", Sharing.OFF);
    assertThat(nested.entered(true).text()).isEqualTo("kvm(merge=on)/docker");
    assertThat(nested.entered(false).text()).isEqualTo("kvm(merge=off)/docker");
  }

  @Test
  void workIsAServerOrABenchmarkOrSeveralInTurn() {
    assertThat(Work.of("idle", List.of())).isEmpty();
    assertThat(Work.of("memcached+nginx+cpu.Prime", List.of()))
        .extracting(Workload::name)
        .containsExactly(
            "dev.tare.bench.app.Memcached.request",
            "dev.tare.bench.app.Http.request",
            "dev.tare.bench.cpu.Prime.events");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Work.of("memcachd", List.of()))
        .withMessageContaining("did you mean");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Work.of("bench.net", List.of()))
        .withMessageContaining("name one, such as");
  }

  @Test
  void rowSaysWhatAllTakeAndWhatOfItIsLeftWhenMerged() {
    Section.Table memory = section().tables().get(0);
    List<String> merged = CellText.of(memory.rows().get(3));
    assertThat(merged.subList(0, 4)).containsExactly("kvm", "5", "idle", "on");
    assertThat(merged.get(4)).isEqualTo("500.0 MiB (2 of 3 blocks)");
    assertThat(merged.get(5)).isEqualTo("100.0 MiB");
    assertThat(merged.get(6)).startsWith("0.500");
    assertThat(merged.get(9)).as("idle guests do no work").isEqualTo("-");
    assertThat(CellText.of(memory.rows().get(4)).get(9)).isEqualTo("210.0 MiB");
  }

  @Test
  void answerSaysWhatTheMostTakeAndWhatMergingSaves() {
    assertThat(section().answer())
        .isEqualTo(
            "kvm: 5 (cpu.Prime) take 1000 MiB; merging saves 3.000 MiB, 40 pages share 10, for"
                + " 0.500 s of ksmd's CPU time.");
    assertThat(section().notes()).isEmpty();
  }

  @Test
  void oneMoreTakesTheSlope() {
    List<String> unmerged = CellText.of(section().tables().get(1).rows().get(0));
    assertThat(unmerged.subList(0, 4)).containsExactly("kvm", "idle", "off", "host memory");
    assertThat(unmerged.get(4)).startsWith("200.0");
  }

  @Test
  void mergedPagesComeWithWhatTheyCost() {
    Section.Table merged = section().tables().get(2);
    assertThat(CellText.of(merged.rows().get(0)))
        .startsWith("kvm", "1", "idle", "10", "40", "4.000")
        .endsWith("2.000 s", "two scans");
  }

  @Test
  void workIsComparedWithItselfUnmerged() {
    List<String> row = CellText.of(section().tables().get(3).rows().get(0));
    assertThat(row.subList(0, 3)).containsExactly("kvm", "1", "cpu.Prime");
    assertThat(row.get(5)).startsWith("0.900");
  }

  @Test
  void aBlockInWhichAGuestFailedTakesNoPart() {
    List<SharingGuests> conditions = new Pages().conditions(PLAN);
    List<Step<SharingGuests, PagesResult>> steps = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    for (SharingGuests one : conditions) {
      if (one.workload().equals("cpu.Prime")) {
        steps.add(step(one, 1, left()));
        boolean failed = one.sharing() == Sharing.ON && one.count() == 5;
        steps.add(step(one, 2, failed ? left() : result(one.count(), one.sharing(), false)));
        if (!failed) {
          OptionalDouble taken = result(one.count(), one.sharing(), false).takenBytes();
          samples.add(sample(one, 2, Metrics.HOST_MEMORY.name(), taken));
        }
      }
    }
    Run run =
        new Made()
            .place("kvm x1 cpu.Prime, KSM off", new double[] {500}, new double[] {100})
            .place("kvm x1 cpu.Prime, KSM on", new double[] {900}, new double[] {90})
            .place("kvm x5 cpu.Prime, KSM off", new double[] {500}, new double[] {100})
            .place("kvm x5 cpu.Prime, KSM on", new double[] {900}, new double[] {900})
            .run();
    Section section =
        new Pages()
            .section(new Found<>(PLAN, conditions, steps, run, samples, null, null))
            .orElseThrow();
    assertThat(section.tables().get(0).rows())
        .extracting(row -> CellText.of(row.get(4)))
        .containsExactly(
            "200.0 MiB (1 of 2 blocks)",
            "100.0 MiB (1 of 2 blocks)",
            "1000 MiB (1 of 2 blocks)",
            "failed");
    assertThat(section.tables().get(3).rows())
        .extracting(row -> CellText.of(row).subList(3, 6).toString())
        .containsExactly(
            "[100.0 ops/s (1 of 2 blocks), 90.00 ops/s (1 of 2 blocks), 0.900\u00d7]",
            "[100.0 ops/s (1 of 2 blocks), failed, -]");
    assertThat(section.answer()).isEqualTo("kvm: 5 (cpu.Prime) take 1000 MiB.");
  }

  @Test
  void emulatedMachinesAreCalledSoInRowsAndLines() {
    Section section = section(true);
    for (Section.Table table : section.tables().subList(0, 4)) {
      assertThat(table.rows())
          .extracting(row -> row.get(0).words())
          .as(table.caption())
          .contains("kvm, emulated (TCG)")
          .doesNotContain("kvm");
    }
    assertThat(section.curves().get(section.curves().size() - 1).lines())
        .extracting(Section.Line::name)
        .anyMatch(name -> name.startsWith("kvm, emulated (TCG), "))
        .noneMatch(name -> name.matches("kvm, [0-9].*"));
  }

  @Test
  void studysFiguresStandBesideOurs() {
    Section.Table study = section().tables().get(4);
    assertThat(study.rows())
        .extracting(row -> row.get(0).words())
        .containsExactly("Sec. IV", "Fig. 2", "Fig. 3");
    assertThat(CellText.of(study.rows().get(1)).subList(2, 4))
        .containsExactly("1300 / 540", "idle 1049 / 524.3");
    assertThat(CellText.of(study.rows().get(2)).subList(2, 4))
        .containsExactly("31240 / 131260", "idle 10.00 / 40.00");
    assertThat(CellText.of(section(true).tables().get(4).rows().get(1)).get(3))
        .isEqualTo("idle 1049 / 524.3, emulated (TCG)");
  }

  @Test
  void pagesAreDrawnOverTimeOnALogScale() {
    Section.Curves pages = section().curves().get(0);
    assertThat(pages.yScale()).isEqualTo(Section.Scale.LOG);
    assertThat(pages.lines())
        .extracting(Section.Line::name)
        .as("what is 0 has no place on it")
        .containsExactly("shared", "sharing");
    assertThat(pages.lines().get(1).points()).extracting(Section.Point::x).containsExactly(1., 2.);
  }

  @Test
  void memoryIsDrawnAlsoWhereNoneIsTaken() {
    List<Section.Curves> all = section().curves();
    Section.Curves memory = all.get(all.size() - 1);
    assertThat(memory.title()).isEqualTo("Memory taken from the host");
    assertThat(memory.lines().get(0).points())
        .extracting(point -> CellText.of(point.y()))
        .containsExactly("0 MiB", "100.0 MiB");
  }

  private static Stack stack(String text) {
    return new StackSyntax(Layers.standard()).parse(text);
  }

  private static Section section() {
    return section(false);
  }

  private static Section section(boolean emulated) {
    List<SharingGuests> conditions = new Pages().conditions(PLAN);
    List<Step<SharingGuests, PagesResult>> steps = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    for (SharingGuests one : conditions) {
      steps.add(new Step<>(one, 3, Optional.empty(), Optional.of(lost())));
      for (int block = 1; block <= 2; block++) {
        PagesResult result = result(one.count(), one.sharing(), emulated);
        steps.add(new Step<>(one, block, Optional.empty(), Optional.of(result)));
        samples.add(sample(one, block, Metrics.HOST_MEMORY.name(), result.takenBytes()));
        samples.add(sample(one, block, PageMetrics.LOADED_MEMORY.name(), result.loadedBytes()));
        if (one.sharing() == Sharing.ON) {
          samples.add(sample(one, block, PageMetrics.SHARED.name(), OptionalDouble.of(10)));
          samples.add(sample(one, block, PageMetrics.SHARING.name(), OptionalDouble.of(40)));
          samples.add(sample(one, block, PageMetrics.SHARERS.name(), OptionalDouble.of(4)));
          samples.add(sample(one, block, PageMetrics.SCAN_TIME.name(), OptionalDouble.of(2)));
          samples.add(sample(one, block, PageMetrics.KSMD_CPU.name(), OptionalDouble.of(0.5)));
          samples.add(sample(one, block, PageMetrics.SAVED.name(), OptionalDouble.of(3 * MIB)));
        }
      }
    }
    return new Pages()
        .section(new Found<>(PLAN, conditions, steps, RUN, samples, null, null))
        .orElseThrow();
  }

  private static Sample sample(SharingGuests one, int block, String metric, OptionalDouble value) {
    return new Sample(
        "pages", metric, "B", value.orElseThrow(), one.name(), block, new TreeMap<>());
  }

  /** A guest takes 200 MiB, merged half of it, and 10 MiB more at work. */
  private static PagesResult result(int guests, Sharing sharing, boolean emulated) {
    boolean merges = sharing == Sharing.ON;
    HostReading up = reading(8000 - 200L * guests);
    HostReading settled = merges ? reading(8000 - 100L * guests) : up;
    List<Look> looks = merges ? List.of(look(1, 20), look(2, 40)) : List.of();
    ConcurrentOutcome together =
        new ConcurrentOutcome(
            OptionalDouble.empty(),
            Optional.of(reading(8000 - (merges ? 110L : 210L) * guests)),
            Optional.empty(),
            Map.of(),
            Map.of(),
            emulated,
            List.of(),
            false,
            false);
    return new PagesResult(
        reading(8000),
        Optional.of(up),
        Optional.of(settled),
        looks,
        true,
        4096,
        merges
            ? Optional.of(new MergedMemory(OptionalLong.of(50), OptionalLong.of(1)))
            : Optional.empty(),
        together);
  }

  private static Step<SharingGuests, PagesResult> step(
      SharingGuests one, int block, PagesResult result) {
    return new Step<>(one, block, Optional.empty(), Optional.of(result));
  }

  /** A block that one guest did not survive; the others measured. */
  private static PagesResult left() {
    Optional<HostReading> up = Optional.of(reading(7000));
    ConcurrentOutcome others = Made.failed("guest-1: died", up, true, false);
    return new PagesResult(reading(8000), up, up, List.of(), false, 4096, Optional.empty(), others);
  }

  /** A block whose guests died, while others on the host gave memory back. */
  private static PagesResult lost() {
    Optional<HostReading> up = Optional.of(reading(9000));
    ConcurrentOutcome nothing = Made.failed("guest-1: died", Optional.empty(), true, false);
    return new PagesResult(
        reading(8000), up, up, List.of(), false, 4096, Optional.empty(), nothing);
  }

  private static Look look(double seconds, long sharing) {
    KsmCounts counts =
        new KsmCounts(10, sharing, 0, 0, OptionalLong.empty(), 1, OptionalLong.of(1_000_000));
    return new Look(seconds, counts, OptionalDouble.of((seconds - 1) * 100 * MIB));
  }

  private static HostReading reading(long availableMib) {
    return new HostReading(
        OptionalLong.of(availableMib * MIB),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
