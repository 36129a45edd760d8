package dev.tare.experiment.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tare.experiment.Timing;
import dev.tare.launch.Limits;
import dev.tare.result.Slot;
import java.util.List;
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
    return new DensityPlan(environments, guests, Workload.PRIME, blocks, TIMING, Limits.NONE, seed);
  }
}
