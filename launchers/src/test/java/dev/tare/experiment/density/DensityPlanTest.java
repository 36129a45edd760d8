package dev.tare.experiment.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tare.experiment.Timing;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Limits;
import dev.tare.result.Slot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DensityPlanTest {
  private static final Timing TIMING = new Timing(1, 10, 2, 10);

  @Test
  void guestsAreSortedAndEachCountOnce() {
    assertThat(plan(List.of("docker"), List.of(4, 1, 4, 2), 1, 0).guests())
        .containsExactly(1, 2, 4);
  }

  @Test
  void whatIsWrongNamesItsOption() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(List.of("docker"), List.of(0), 1, 0))
        .withMessage("--guests 0: from 1 to 1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(List.of("docker"), List.of(1), 0, 0))
        .withMessage("--blocks 0: from 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(List.of("lxc", "lxc"), List.of(1), 1, 0))
        .withMessage("--env: each environment once");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(List.of(), List.of(1), 1, 0))
        .withMessage("--env: at least one");
  }

  @Test
  void planComesBackFromTheRunFolderAsItWas() {
    DensityPlan plan =
        new DensityPlan(
            List.of("docker", "kvm(net=tap,vcpus=2)/docker(cpuset=0,1)"),
            List.of(1, 16),
            Workload.RANDOM_FILE,
            3,
            TIMING,
            Limits.NONE.with("memory", "1g").with("cpuset", "0,2"),
            77,
            256L << 20);
    assertThat(DensityPlan.of(plan.asOptions(), 77)).isEqualTo(plan);
    assertThat(plan.visit().params()).containsExactly("size=256m");
    DensityPlan plain = plan(List.of("lxc"), List.of(2), 1, 5);
    assertThat(DensityPlan.of(plain.asOptions(), 5)).isEqualTo(plain);
  }

  @Test
  void runOfAnotherVerbIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DensityPlan.of(Map.of("verb", "matrix"), 0))
        .withMessage("not a run of density");
    Map<String, String> without = new TreeMap<>(plan(List.of("lxc"), List.of(2), 1, 5).asOptions());
    without.remove("guests");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DensityPlan.of(without, 0))
        .withMessage("the plan has no guests");
  }

  @Test
  void anUnknownWorkloadIsOneLineWithThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Workload.named("cpu.Primes"))
        .withMessage(
            "--workload cpu.Primes: no such workload; there are cpu.Prime, memory.Stream,"
                + " disk.RandomFile");
  }

  @Test
  void theScheduleHasAVisitForEveryGuestOfEveryStep() {
    List<Slot> slots = DensityRun.schedule(plan(List.of("docker", "lxc"), List.of(1, 2), 3, 7));
    assertThat(slots).hasSize(2 * 3 * 3);
    assertThat(slots.stream().filter(slot -> slot.environment().equals("lxc x2"))).hasSize(6);
    assertThat(slots.stream().map(Slot::slot))
        .containsExactlyElementsOf(IntStream.range(0, 18).boxed().toList());
  }

  @Test
  void theOrderIsTheSeeds() {
    List<String> four = List.of("docker", "lxc", "kvm", "bare");
    assertThat(plan(four, List.of(1), 1, 5).order(0))
        .isEqualTo(plan(four, List.of(1), 1, 5).order(0))
        .containsExactlyInAnyOrderElementsOf(four);
    assertThat(IntStream.range(0, 8).mapToObj(plan(four, List.of(1), 1, 5)::order).distinct())
        .hasSizeGreaterThan(1);
  }

  private static DensityPlan plan(
      List<String> environments, List<Integer> guests, int blocks, long seed) {
    return new DensityPlan(
        environments, guests, Workload.PRIME, blocks, TIMING, Limits.NONE, seed, 0);
  }
}
