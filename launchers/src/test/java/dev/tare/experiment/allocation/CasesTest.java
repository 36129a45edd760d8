package dev.tare.experiment.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tare.experiment.MadeSetting;
import dev.tare.experiment.Setting;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.result.Claim;
import dev.tare.result.io.PublishedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CasesTest {
  private static final long MIB = 1 << 20;
  private static final Workload PRIME = Workload.of("cpu.Prime", List.of());
  private static final Workload FILE = Workload.of("disk.RandomFile", List.of());
  private static final Workload REDIS = Workload.of("redis", List.of());

  @Test
  void aQuarterOfEightCpusIsTheSameInThreeWays() {
    Map<String, Case> cases = cases(8, PRIME, false);
    assertThat(limits(cases, "cpu.Prime set")).containsExactly("cpuset=0,1", "cpuset=2,3,4,5,6,7");
    assertThat(limits(cases, "cpu.Prime shares")).containsExactly("shares=1024", "shares=3072");
    assertThat(limits(cases, "cpu.Prime quota")).containsExactly("cpus=2", "cpus=6");
    assertThat(cases.get("cpu.Prime set").parts()).allMatch(part -> part.threads() == 8);
  }

  @Test
  void onTwoCpusAShareIsOneOfThem() {
    Map<String, Case> cases = cases(2, PRIME, false);
    assertThat(limits(cases, "cpu.Prime set")).containsExactly("cpuset=0", "cpuset=1");
    assertThat(limits(cases, "cpu.Prime shares")).containsExactly("shares=1024", "shares=1024");
  }

  @Test
  void oneCpuCannotBeSharedAsSets() {
    assertThat(cases(1, PRIME, false).keySet())
        .containsExactlyInAnyOrder("cpu.Prime x1", "cpu.Prime x1.5", "cpu.Prime x2");
  }

  @Test
  void promisesAddUpToTheFactor() {
    Map<String, Case> cases = cases(4, PRIME, false);
    for (Case one : cases.values()) {
      if (one.family() == Case.Family.CPU) {
        double promised =
            one.parts().get(0).count() * one.parts().get(0).limits().cpus().getAsDouble();
        assertThat(promised).isCloseTo(4 * one.factor(), within(1e-9));
      }
    }
    assertThat(cases.get("cpu.Prime x1.5").members()).isEqualTo(3);
  }

  @Test
  void promisesOfMemoryAddUpToTheFactorOfThePool() {
    for (boolean machine : List.of(false, true)) {
      Map<String, Case> cases = cases(4, FILE, machine);
      assertThat(cases.get("disk.RandomFile hard x1").members()).isEqualTo(2);
      assertThat(cases.get("disk.RandomFile hard x1.5").members()).isEqualTo(3);
      assertThat(cases.get("disk.RandomFile hard x2").members()).isEqualTo(4);
      assertThat(cases.values()).extracting(Case::fileBytes).containsOnly(384 * MIB);
      assertThat(cases.values()).extracting(Case::poolBytes).containsOnly(1024 * MIB);
    }
  }

  @Test
  void hardIsThePromiseAndSoftLeavesEachTheWholePool() {
    Map<String, Case> cases = cases(4, FILE, false);
    assertThat(limits(cases, "disk.RandomFile hard x2")).containsExactly("memory=" + 512 * MIB);
    assertThat(limits(cases, "disk.RandomFile soft x2"))
        .containsExactly("memory=" + 1024 * MIB + ",memory-soft=" + 512 * MIB);
    assertThat(cases.get("disk.RandomFile soft x2").parts().get(0).params())
        .contains("size=384m", "direct=false");
  }

  @Test
  void aRedisFillsItsPromiseWithRecordsAndNoFile() {
    Case soft = cases(4, REDIS, false).get("app.Redis soft x1.5");
    assertThat(soft.members()).isEqualTo(3);
    assertThat(soft.fileBytes()).isZero();
    assertThat(soft.poolBytes()).isEqualTo(1024 * MIB);
    assertThat(soft.parts().get(0).params()).containsExactly("records=" + 192 * MIB / 2048);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prepared(Limits.NONE.with("memory", "300m"), "redis"))
        .withMessage("--limit memory: 384m at least, app.Redis is to fill it");
  }

  @Test
  void onlyMemoryIsPooled() {
    assertThat(cases(4, PRIME, false).values()).extracting(Case::poolBytes).containsOnly(0L);
  }

  @Test
  void aMachineHasNoSoftLimit() {
    assertThat(cases(4, FILE, true).keySet())
        .containsExactlyInAnyOrder(
            "disk.RandomFile hard x1", "disk.RandomFile hard x1.5", "disk.RandomFile hard x2");
  }

  @Test
  void dueAndHadAreSharesOfBoth() {
    Case shares = cases(8, PRIME, false).get("cpu.Prime shares");
    AllocationStep step =
        step(
            shares,
            Map.of(
                "guest-1", Limits.NONE.with("shares", "1024"),
                "rival-1", Limits.NONE.with("shares", "3072")),
            Map.of("guest-1", 0.5, "rival-1", 1.5));
    assertThat(step.dueShare().getAsDouble()).isCloseTo(0.25, within(1e-12));
    assertThat(step.hadShare().getAsDouble()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void whatWasNotReadBackIsNotDue() {
    Case set = cases(8, PRIME, false).get("cpu.Prime set");
    assertThat(step(set, Map.of(), Map.of()).dueShare()).isEmpty();
    assertThat(step(set, Map.of(), Map.of("guest-1", 1.0)).hadShare()).isEmpty();
    Map<String, Limits> found =
        Map.of(
            "guest-1", Limits.NONE.with("cpuset", "0-1"),
            "rival-1", Limits.NONE.with("cpuset", "2-7"));
    assertThat(step(set, found, Map.of()).dueShare()).hasValue(0.25);
  }

  @Test
  void whatIsWrongNamesItsOption() {
    for (double factor : List.of(1.2, 0.5, 4.5)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new Allocate.Parameters(List.of(factor), List.of("cpu.Prime"), List.of()))
          .withMessage("--overcommit " + factor + ": from 1 to 4 in steps of 0.5");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prepared(Limits.NONE.with("cpuset", "0")))
        .withMessageStartingWith("--limit: cpuset, shares and cpus are what is compared");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prepared(Limits.NONE.with("memory", "100m")))
        .withMessageStartingWith("--limit memory: 256m at least");
  }

  private static Setting prepared(Limits limits) {
    return prepared(limits, "cpu.Prime");
  }

  private static Setting prepared(Limits limits, String workload) {
    Setting setting = MadeSetting.of("lxc", 1, 0, 1).withLimits(limits);
    return new Allocate()
        .prepared(setting, new Allocate.Parameters(List.of(1.0), List.of(workload), List.of()));
  }

  @Test
  void labelsTellEveryConditionFromTheOthersAndTrialsAreAPlaceEach() {
    Stack docker = new StackSyntax(Layers.standard()).parse("docker");
    List<Given> all =
        cases(4, PRIME, false).values().stream().map(one -> new Given(docker, one)).toList();
    assertThat(all).extracting(Given::labels).doesNotHaveDuplicates();
    Given shares = all.stream().filter(one -> one.name().endsWith("shares")).findFirst().get();
    assertThat(shares.trials())
        .containsExactly("docker cpu.Prime shares", "docker cpu.Prime shares rival");
    assertThat(shares.labels()).containsEntry("given", "shares").containsEntry("stack", "docker");
  }

  @Test
  void everyClaimOfTheStudyIsAboutACaseThatThereIs() {
    Stack lxc = new StackSyntax(Layers.standard()).parse("lxc");
    List<Given> all = new ArrayList<>();
    for (Workload workload : List.of(PRIME, FILE, REDIS)) {
      cases(4, workload, false).values().forEach(one -> all.add(new Given(lxc, one)));
    }
    List<Claim> expected =
        PublishedJson.read().figures().stream()
            .flatMap(figure -> figure.claims().stream())
            .filter(one -> one.experiment().equals(new Allocate().name()))
            .toList();
    assertThat(expected).hasSize(5);
    for (Claim one : expected) {
      Map<String, List<String>> wanted = new TreeMap<>(one.of());
      wanted.remove("stack");
      assertThat(all)
          .as(one.reading())
          .anyMatch(
              given ->
                  wanted.entrySet().stream()
                      .allMatch(
                          label -> label.getValue().contains(given.labels().get(label.getKey()))));
    }
  }

  private static AllocationStep step(
      Case what, Map<String, Limits> limits, Map<String, Double> cpus) {
    return new AllocationStep(
        new Given(new StackSyntax(Layers.standard()).parse("docker"), what),
        1,
        new ConcurrentOutcome(
            OptionalDouble.of(1),
            Optional.empty(),
            Optional.empty(),
            limits,
            cpus,
            false,
            List.of(),
            false,
            false));
  }

  private static List<String> limits(Map<String, Case> cases, String name) {
    return cases.get(name).parts().stream().map(part -> part.limits().text()).toList();
  }

  private static Map<String, Case> cases(int cpus, Workload workload, boolean machine) {
    Asked plan = plan(cpus, List.of(workload), List.of(1.0, 1.5, 2.0), Limits.NONE, 512);
    return new Cases(plan).of(machine).stream().collect(Collectors.toMap(Case::name, one -> one));
  }

  private static Asked plan(
      int cpus, List<Workload> workloads, List<Double> overcommit, Limits limits, long mib) {
    return new Asked(
        List.of("docker"),
        workloads,
        List.of(),
        overcommit,
        IntStream.range(0, cpus).boxed().collect(Collectors.toCollection(TreeSet::new)),
        mib * MIB,
        limits);
  }
}
