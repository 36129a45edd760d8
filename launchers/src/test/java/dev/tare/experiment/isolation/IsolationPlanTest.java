package dev.tare.experiment.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.result.Slot;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IsolationPlanTest {
  private static final Limits LIMITS = Limits.NONE.with("memory", "1g").with("pids", "512");
  private static final SortedMap<String, Integer> BENCHMARKS =
      new TreeMap<>(
          Map.of(
              "dev.tare.bench.cpu.Prime.events", 1,
              "dev.tare.bench.disk.RandomFile.access", 1,
              "dev.tare.bench.kernel.Syscall.getpid", 1000,
              "dev.tare.bench.bomb.Fork.explosion", 1));
  private static final Victim PRIME = Victim.named("cpu.Prime", BENCHMARKS);

  @Test
  void aVictimIsFoundAsJmhFindsIt() {
    Victim victim = Victim.named("Syscall", BENCHMARKS);

    assertThat(victim.benchmark()).isEqualTo("dev.tare.bench.kernel.Syscall.getpid");
    assertThat(victim.operations()).isEqualTo(1000);
    assertThat(victim.word()).isEqualTo("kernel.Syscall");
    assertThat(victim.subject()).isEqualTo("kernel");
  }

  @Test
  void anUnknownVictimIsOneLineWithItsNeighbours() {
    assertThatThrownBy(() -> Victim.named("cpu.Prme", BENCHMARKS))
        .hasMessage(
            "--victim cpu.Prme: no benchmark matches; did you mean cpu.Prime?; there are"
                + " cpu.Prime, disk.RandomFile, kernel.Syscall");
    assertThatThrownBy(() -> Victim.named("(", BENCHMARKS))
        .hasMessage("--victim (: Unclosed group");
  }

  @Test
  void severalBenchmarksAreNoVictimAndABombNeverIs() {
    assertThatThrownBy(() -> Victim.named("cpu|disk", BENCHMARKS))
        .hasMessage(
            "--victim cpu|disk: one benchmark is a victim, and this matches cpu.Prime,"
                + " disk.RandomFile");
    assertThatThrownBy(() -> Victim.named("bomb.Fork", BENCHMARKS))
        .hasMessage("--victim bomb.Fork: a bomb is a neighbour, never a victim");
  }

  @Test
  void anUnknownNeighbourOrAllocationIsOneLine() {
    assertThatThrownBy(() -> Neighbour.named("frok"))
        .hasMessage(
            "--neighbour frok: there is no such neighbour; did you mean fork?; there are"
                + " competing, orthogonal, fork, malloc, disk, udp");
    assertThatThrownBy(() -> Allocation.named("sets"))
        .hasMessage(
            "--allocation sets: there is no such allocation; did you mean set?; there are set,"
                + " shares");
  }

  @Test
  void setsAreDisjointAndEqual() {
    IsolationPlan plan =
        plan(List.of(Allocation.SET), List.of(0, 1, 2, 3, 4), OptionalLong.empty());
    Cell cell = plan.cells().get(1);

    assertThat(plan.limits(cell, true).cpuset()).hasValue("0,1");
    assertThat(plan.limits(cell, false).cpuset()).hasValue("2,3");
    assertThat(plan.limits(cell, true).shares()).isEmpty();
    assertThat(plan.threads()).isEqualTo(2);
  }

  @Test
  void sharesAreEqualOnTheSameCpus() {
    IsolationPlan plan = plan(List.of(Allocation.SHARES), List.of(0, 1), OptionalLong.empty());
    Cell cell = plan.cells().get(1);

    assertThat(plan.limits(cell, true)).isEqualTo(plan.limits(cell, false));
    assertThat(plan.limits(cell, true).cpuset()).hasValue("0,1");
    assertThat(plan.limits(cell, true).shares()).hasValue(1024);
  }

  @Test
  void setsNeedTwoCpus() {
    assertThatThrownBy(() -> plan(List.of(Allocation.SET), List.of(3), OptionalLong.empty()))
        .hasMessage(
            "--allocation set: the two need a CPU each, and there is CPU [3] only; --allocation"
                + " shares does with one");
    assertThat(plan(List.of(Allocation.SHARES), List.of(3), OptionalLong.empty()).threads())
        .isEqualTo(1);
  }

  @Test
  void aLiftedLimitOfPidsLeavesACeilingForTheNeighbourOnly() {
    IsolationPlan plan = plan(List.of(Allocation.SET), List.of(0, 1), OptionalLong.of(5000));
    Cell cell = plan.cells().get(1);

    assertThat(plan.limits(cell, true).pids()).hasValue(512);
    assertThat(plan.limits(cell, false).pids()).hasValue(5000);
  }

  @Test
  void everyBlockVisitsEveryCellOnceAndTheSeedSaysTheOrder() {
    IsolationPlan plan =
        plan(List.of(Allocation.SET, Allocation.SHARES), List.of(0, 1), OptionalLong.empty());
    List<Slot> schedule = plan.schedule();

    assertThat(schedule).hasSize(3 * 6).isEqualTo(plan.schedule());
    for (int block = 0; block < 3; block++) {
      int own = block;
      assertThat(schedule.stream().filter(slot -> slot.block() == own).map(Slot::environment))
          .containsExactlyInAnyOrder(
              "bare@set-alone",
              "bare@set-competing",
              "bare@set-fork",
              "bare@shares-alone",
              "bare@shares-competing",
              "bare@shares-fork");
    }
    assertThat(plan.order().get(0).place()).isEqualTo(schedule.get(0).environment());
  }

  @Test
  void theWorkIsGivenUpAfterAMultipleOfItsTimeAlone() {
    IsolationPlan plan = plan(List.of(Allocation.SET), List.of(0, 1), OptionalLong.empty());

    assertThat(plan.givenUpSeconds(new FixedWork(1, 40, 8, 0.25))).isEqualTo(100);
    assertThat(plan.givenUpSeconds(new FixedWork(1, 4, 8, 0.25))).isEqualTo(30);
  }

  @Test
  void planComesBackFromTheRunFolderAsItWas() {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    IsolationPlan plan =
        new IsolationPlan(
            List.of(syntax.parse("docker"), syntax.parse("kvm(net=tap,vcpus=2)")),
            List.of(PRIME, new Victim("dev.tare.bench.disk.RandomFile.access", 64)),
            List.of(Neighbour.COMPETING, Neighbour.UDP),
            List.of(Allocation.SHARES, Allocation.SET),
            List.of(0, 3),
            LIMITS.with("cpuset", "0,3"),
            OptionalLong.of(5000),
            List.of("size=256m", "direct=true"),
            3,
            7,
            2.5,
            5,
            10);
    IsolationPlan back = IsolationPlan.of(plan.asOptions(), 7, syntax);
    assertThat(back.schedule()).isEqualTo(plan.schedule());
    assertThat(back).usingRecursiveComparison().ignoringFields("stacks").isEqualTo(plan);
    assertThat(back.stacks())
        .extracting(Stack::text)
        .containsExactly("docker", "kvm(net=tap,vcpus=2)");
    IsolationPlan plain = plan(List.of(Allocation.SET), List.of(0, 1), OptionalLong.empty());
    assertThat(IsolationPlan.of(plain.asOptions(), 7, syntax).ceilingPids()).isEmpty();
    assertThatThrownBy(() -> IsolationPlan.of(java.util.Map.of("verb", "quick"), 7, syntax))
        .hasMessage("not a run of isolate");
  }

  private static IsolationPlan plan(
      List<Allocation> allocations, List<Integer> cpus, OptionalLong ceiling) {
    Stack bare = new StackSyntax(Layers.standard()).parse("bare");
    return new IsolationPlan(
        List.of(bare),
        List.of(PRIME),
        List.of(Neighbour.COMPETING, Neighbour.FORK),
        allocations,
        cpus,
        LIMITS,
        ceiling,
        List.of(),
        3,
        7,
        10,
        2,
        10);
  }
}
