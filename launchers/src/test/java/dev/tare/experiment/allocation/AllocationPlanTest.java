package dev.tare.experiment.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tare.experiment.Timing;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Limits;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AllocationPlanTest {
  @Test
  void planComesBackFromTheRunFolderAsItWas() {
    AllocationPlan plan =
        new AllocationPlan(
            List.of("lxc", "docker(network=none,pids=9)"),
            List.of(Workload.PRIME, Workload.RANDOM_FILE),
            List.of(1.0, 1.5, 4.0),
            new TreeSet<>(List.of(0, 1, 5)),
            300L << 20,
            Limits.NONE.with("memory-soft", "256m").with("pids", "512"),
            3,
            new Timing(1, 500, 5, 600),
            12);
    assertThat(AllocationPlan.of(plan.asOptions(), 12)).isEqualTo(plan);
  }

  @Test
  void runOfAnotherVerbIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AllocationPlan.of(Map.of("verb", "density"), 0))
        .withMessage("not a run of allocate");
  }
}
