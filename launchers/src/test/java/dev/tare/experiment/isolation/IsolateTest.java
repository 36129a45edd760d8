package dev.tare.experiment.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.Choice;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Session;
import dev.tare.experiment.Step;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.Turn;
import dev.tare.launch.LaunchException;
import dev.tare.result.io.Records;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IsolateTest {
  private static final SortedMap<String, Integer> BENCHMARKS =
      new TreeMap<>(
          Map.of(
              "dev.tare.bench.cpu.Prime.events", 1,
              "dev.tare.bench.disk.RandomFile.access", 1,
              "dev.tare.bench.kernel.Syscall.getpid", 1000,
              "dev.tare.bench.bomb.Fork.explosion", 1));
  private static final Calibration CALIBRATION =
      new Calibration(new FixedWork(7, 8, 4, 0.251_234_567), true);

  @Test
  void aVictimIsFoundAsJmhFindsIt() {
    Victim victim = Victim.named("Syscall", BENCHMARKS);

    assertThat(victim.benchmark()).isEqualTo("dev.tare.bench.kernel.Syscall.getpid");
    assertThat(victim.operations()).isEqualTo(1000);
    assertThat(victim.word()).isEqualTo("kernel.Syscall");
    assertThat(victim.subject()).isEqualTo("kernel");
    assertThat(Victim.named(victim.benchmark(), BENCHMARKS)).isEqualTo(victim);
  }

  @Test
  void anUnknownVictimIsOneLineWithItsNeighbours() {
    assertThatThrownBy(() -> Victim.named("cpu.Prme", BENCHMARKS))
        .hasMessage(
            "--victim cpu.Prme: no benchmark matches; did you mean cpu.Prime?; there are"
                + " cpu.Prime, disk.RandomFile, kernel.Syscall; a server stands for its load:"
                + " memcached, redis, nginx, mariadb");
    assertThatThrownBy(() -> Victim.named("mariabd", BENCHMARKS))
        .hasMessageContaining("; did you mean mariadb?");
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
    assertThatThrownBy(() -> Neighbour.named("frok", BENCHMARKS))
        .hasMessage(
            "--neighbour frok: there is no such neighbour; did you mean fork?; there are competing,"
                + " orthogonal, fork, malloc, disk, udp, flood, and any benchmark by its name; a"
                + " server stands for its load: memcached, redis, nginx, mariadb");
    assertThatThrownBy(() -> Neighbour.named("cpu.Prme", BENCHMARKS))
        .hasMessageContaining("; did you mean cpu.Prime?");
    assertThatThrownBy(() -> Neighbour.named("cpu|disk", BENCHMARKS))
        .hasMessage(
            "--neighbour cpu|disk: one benchmark is a neighbour, and this matches cpu.Prime,"
                + " disk.RandomFile");
    assertThatThrownBy(() -> Neighbour.named("(", BENCHMARKS))
        .hasMessage("--neighbour (: Unclosed group");
    assertThatThrownBy(() -> Neighbour.named("bomb.Fork", BENCHMARKS))
        .hasMessage(
            "--neighbour bomb.Fork: a bomb is called by what it does: fork, malloc, disk or udp");
    assertThatThrownBy(() -> Choice.named(Allocation.class, "sets"))
        .hasMessage("there is no such allocation; did you mean set?; there are set, shares");
  }

  @Test
  void setsAreDisjointAndEqual() {
    Plan<Isolate.Parameters> plan = plan(Set.of(0, 1, 2, 3, 4), Allocation.SET);
    Pairing pairing = new Isolate().conditions(plan).get(1);
    Terms terms = new Terms(plan, OptionalLong.empty());

    assertThat(terms.limits(pairing, true).cpuset()).hasValue("0,1");
    assertThat(terms.limits(pairing, false).cpuset()).hasValue("2,3");
    assertThat(terms.limits(pairing, true).shares()).isEmpty();
    assertThat(terms.limits(pairing, false).memoryBytes()).hasValue(1 << 30);
    assertThat(terms.threads()).isEqualTo(2);
  }

  @Test
  void sharesAreEqualOnTheSameCpus() {
    Plan<Isolate.Parameters> plan = plan(Set.of(0, 1), Allocation.SHARES);
    Pairing pairing = new Isolate().conditions(plan).get(1);
    Terms terms = new Terms(plan, OptionalLong.empty());

    assertThat(terms.limits(pairing, true)).isEqualTo(terms.limits(pairing, false));
    assertThat(terms.limits(pairing, true).cpuset()).hasValue("0,1");
    assertThat(terms.limits(pairing, true).shares()).hasValue(1024);
  }

  @Test
  void setsNeedTwoCpus() {
    assertThatThrownBy(() -> plan(Set.of(3), Allocation.SET))
        .hasMessage(
            "--allocation set: the two need a CPU each, and there is CPU [3] only; --allocation"
                + " shares does with one");
    assertThat(new Terms(plan(Set.of(3), Allocation.SHARES), OptionalLong.empty()).threads())
        .isEqualTo(1);
  }

  @Test
  void aLiftedLimitOfPidsLeavesACeilingForTheNeighbourOnly() {
    Plan<Isolate.Parameters> plan = plan(Set.of(0, 1), Allocation.SET);
    Pairing pairing = new Isolate().conditions(plan).get(1);
    Terms terms = new Terms(plan, OptionalLong.of(5000));

    assertThat(terms.limits(pairing, true).pids()).hasValue(512);
    assertThat(terms.limits(pairing, false).pids()).hasValue(5000);
  }

  @Test
  void everyVictimIsAloneAndBesideEachNeighbour() {
    Plan<Isolate.Parameters> plan = plan(Set.of(0, 1), Allocation.SET, Allocation.SHARES);

    assertThat(new Isolate().conditions(plan))
        .extracting(Pairing::name)
        .containsExactly(
            "bare@set-alone",
            "bare@set-competing",
            "bare@set-fork",
            "bare@shares-alone",
            "bare@shares-competing",
            "bare@shares-fork");
    Isolate.Parameters two =
        Plans.asked(
            List.of("cpu.Prime", "kernel.Syscall", "cpu.Prime"), List.of("disk"), Allocation.SET);
    assertThat(new Isolate().conditions(Plans.of("bare", Set.of(0, 1), two)))
        .extracting(Pairing::name)
        .containsExactly(
            "bare@set-alone cpu.Prime",
            "bare@set-disk cpu.Prime",
            "bare@set-alone kernel.Syscall",
            "bare@set-disk kernel.Syscall");
  }

  @Test
  void aBenchmarkIsANeighbourByItsName() throws Exception {
    Isolate.Parameters asked =
        new Isolate.Parameters(
            List.of("app.Memcached"),
            List.of("app.Redis", "competing", "redis"),
            List.of(Allocation.SET),
            Optional.empty(),
            false,
            List.of("records=10"));
    Plan<Isolate.Parameters> plan = Plans.of("bare", Set.of(0, 1), asked);
    List<Pairing> all = new Isolate().conditions(plan);

    assertThat(all)
        .extracting(Pairing::name)
        .containsExactly("bare@set-alone", "bare@set-app.Redis", "bare@set-competing");
    assertThat(all.get(1).hasBomb()).isFalse();
    assertThat(all.get(1).isFlooded()).isFalse();
    TrialPlan beside =
        new Terms(plan, OptionalLong.empty()).beside(all.get(1), 1, Optional.empty());
    assertThat(beside.benchmarks()).containsExactly("^\\Qdev.tare.bench.app.Redis.request\\E$");
    assertThat(beside.params()).containsExactly("records=10");
    assertThat(new Isolate().packs(asked)).containsExactly("memcached", "redis");
    assertThat(new Isolate().prepared(plan.stacks().get(0), asked)).isEqualTo(plan.stacks().get(0));
    assertThat(Records.of(Records.tree(asked), Isolate.Parameters.class, "t")).isEqualTo(asked);
  }

  @Test
  void whoSharesCpusIsPinnedToNone() throws Exception {
    Plan<Isolate.Parameters> plan =
        Plans.of(
            "bare",
            Set.of(0, 1),
            Plans.asked(
                List.of("app.Memcached"), List.of("app.Redis"), Allocation.SET, Allocation.SHARES));
    Terms terms = new Terms(plan, OptionalLong.empty());
    for (Pairing pairing : new Isolate().conditions(plan)) {
      TrialPlan victim = terms.together(pairing, pairing.victim().pattern(), FixedWork.slices(1));
      assertThat(victim.jvmArgs().contains("-Dtare.app.cpus=none"))
          .as(pairing.name())
          .isEqualTo(pairing.allocation() == Allocation.SHARES);
    }
    Pairing shares = new Isolate().conditions(plan).get(3);
    assertThat(terms.beside(shares, 1, Optional.empty()).jvmArgs())
        .contains("-Dtare.app.cpus=none");
  }

  @Test
  void aNeighbourWhoseOperationIsAForkElsewhereGoesOnToTheEnd() throws Exception {
    Plan<Isolate.Parameters> plan =
        Plans.of(
            "bare",
            Set.of(0, 1),
            Plans.asked(
                List.of("cpu.Prime"), List.of("app.SevenZip", "app.Linpack"), Allocation.SET));
    List<Pairing> all = new Isolate().conditions(plan);
    Terms terms = new Terms(plan, OptionalLong.empty());

    assertThat(terms.beside(all.get(1), 40, Optional.empty()).timing().shots()).hasValue(1);
    assertThat(terms.beside(all.get(2), 40, Optional.empty()).timing().shots()).isEmpty();
  }

  @Test
  void theWorkIsGivenUpAfterAMultipleOfItsTimeAlone() {
    Terms terms = new Terms(plan(Set.of(0, 1), Allocation.SET), OptionalLong.empty());

    assertThat(terms.givenUpSeconds(new FixedWork(1, 40, 8, 0.25))).isEqualTo(100);
    assertThat(terms.givenUpSeconds(new FixedWork(1, 4, 8, 0.25))).isEqualTo(30);
    assertThat(terms.givenUpSeconds(new FixedWork(1, 1, 8, 1800))).isEqualTo(18_000);
  }

  @Test
  void workIsNotGivenUpBesideABombBeforeItsTimeHasCome() throws Exception {
    Plan<Isolate.Parameters> plan =
        Plans.of(
            "bare",
            Set.of(0, 1),
            Plans.asked(List.of("cpu.Prime"), List.of("competing", "fork"), Allocation.SET));
    List<Pairing> all = new Isolate().conditions(plan);
    Terms terms = new Terms(plan, OptionalLong.empty());
    FixedWork brief = new FixedWork(1, 232, 8, 0.25);
    FixedWork longer = new FixedWork(1, 1, 8, 59);

    for (Pairing one : all) {
      terms.check(one, brief);
    }
    terms.check(all.get(0), longer);
    terms.check(all.get(1), longer);
    assertThatThrownBy(() -> terms.check(all.get(2), longer))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("cpu.Prime takes 59 s alone")
        .hasMessageContaining("no longer than 580 s, it may take 10 times as long");
  }

  @Test
  void workThatNoBombOutlastsIsRefused() {
    assertThatThrownBy(() -> lasting(59)).hasMessageStartingWith("--seconds 59.0: a victim may");
    assertThatThrownBy(() -> lasting(0)).hasMessage("--seconds 0.0: above 0");
    assertThat(lasting(2.5).victims()).containsExactly("dev.tare.bench.cpu.Prime.events");
  }

  @Test
  void aParameterThatTheVictimDoesNotHaveIsRefused() {
    assertThatThrownBy(
            () ->
                new Isolate.Parameters(
                    List.of("app.Command"),
                    List.of("competing"),
                    List.of(Allocation.SET),
                    Optional.empty(),
                    false,
                    List.of("comand=true")))
        .hasMessageStartingWith("-p comand: no benchmark that matches has it")
        .hasMessageContaining("command");
  }

  @Test
  void aFloodGoesToTheNeighboursServerAndNoBombIsMadeOfIt() throws Exception {
    Plan<Isolate.Parameters> plan = flooded("lxc");
    Pairing pairing = new Isolate().conditions(plan).get(1);
    Terms terms = new Terms(plan, OptionalLong.empty());
    TrialPlan flood = terms.beside(pairing, 39.5, Optional.of("10.0.3.7:9009"));

    assertThat(pairing.name()).isEqualTo("lxc@set-flood");
    assertThat(pairing.hasBomb()).isFalse();
    assertThat(new Isolate().prepared(plan.stacks().get(0), plan.parameters()).text())
        .isEqualTo("lxc(network=bridge)");
    assertThat(flood.benchmarks()).containsExactly("dev\\.tare\\.bench\\.net\\.UdpStream\\.");
    assertThat(flood.params()).containsExactly("bytes=64");
    assertThat(flood.jvmArgs()).containsExactly("-Dtare.net.server=10.0.3.7:9009");
    assertThat(flood.timing().iterations()).as("of a quarter of a second").isEqualTo(158);
    assertThat(flood.barrier()).isTrue();
    assertThatThrownBy(() -> terms.beside(pairing, 39.5, Optional.empty()))
        .hasMessageStartingWith("lxc: there is no address on this machine to aim at");
  }

  private static Plan<Isolate.Parameters> flooded(String stack) {
    return Plans.of(
        stack, Set.of(0, 1), Plans.asked(List.of("net.UdpRr"), List.of("flood"), Allocation.SET));
  }

  private static Isolate.Parameters lasting(double seconds) {
    return new Isolate.Parameters(
        List.of("cpu.Prime"),
        List.of("fork"),
        List.of(Allocation.SET),
        Optional.of(seconds),
        false,
        List.of());
  }

  @Test
  void whatIsKeptComesBackAsItWas() throws Exception {
    Isolate.Parameters asked = lasting(2.5);
    assertThat(Records.of(Records.tree(asked), Isolate.Parameters.class, "t")).isEqualTo(asked);
    PairOutcome measured =
        PairOutcome.of(
            CALIBRATION, List.of(new Recovery.Piece(1_234_567_890, 0.25)), OptionalLong.of(17));
    for (PairOutcome one :
        List.of(
            measured,
            measured.withMissing(List.of("5000 processes, 100 before"), true),
            PairOutcome.failed("victim: gone", Optional.empty()))) {
      assertThat(Records.of(Records.tree(one), PairOutcome.class, "t")).isEqualTo(one);
    }
  }

  @Test
  void nothingIsTriedOnAHostInDanger() throws Exception {
    PairOutcome outcome = PairOutcome.of(CALIBRATION, List.of(), OptionalLong.of(17));
    assertThat(refusal(outcome)).isEmpty();
    assertThat(outcome.failed()).isFalse();
    PairOutcome late = outcome.withMissing(List.of("5000 processes, 100 before"), false);
    assertThat(refusal(late)).isEmpty();
    assertThat(late.failed()).isFalse();
    assertThat(late.failures())
        .containsExactly("60 s later the host was not as before: 5000 processes, 100 before");
    PairOutcome full = outcome.withMissing(List.of("5000 processes, 100 before"), true);
    assertThat(refusal(full)).hasValue("the host was not as it was before");
    assertThat(full.failed()).isTrue();
    assertThat(full.measured()).isTrue();
    assertThat(full.failures().get(0)).endsWith("; nothing more was tried");
  }

  @Test
  void whereTheWorkCouldNotBeFoundOutItIsNotTriedAgain() throws Exception {
    assertThat(refusal(PairOutcome.failed("no engine today", Optional.empty())))
        .hasValue("no engine today");
    assertThat(refusal(PairOutcome.failed("neighbour: gone", Optional.of(CALIBRATION)))).isEmpty();
  }

  /** Of a turn, after another one of the same victim. */
  private static Optional<String> refusal(PairOutcome before) throws Exception {
    Plan<Isolate.Parameters> plan = plan(Set.of(0, 1), Allocation.SET);
    List<Pairing> all = new Isolate().conditions(plan);
    Session dry = Session.dry("t", Optional.empty(), Optional.empty(), line -> {});
    return new Isolate()
        .refusal(
            new Turn<>(all.get(1), 1, 1),
            plan,
            List.of(new Step<>(all.get(0), 1, Optional.empty(), Optional.of(before))),
            new Lab(dry, Optional.empty()));
  }

  private static Plan<Isolate.Parameters> plan(Set<Integer> cpus, Allocation... allocations) {
    List<String> neighbours = List.of("competing", "fork");
    return Plans.of("bare", cpus, Plans.asked(List.of("cpu.Prime"), neighbours, allocations));
  }
}
