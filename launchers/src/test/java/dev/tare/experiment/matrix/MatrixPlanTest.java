package dev.tare.experiment.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.Timing;
import dev.tare.launch.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MatrixPlanTest {
  private static final Timing TIMING = new Timing(1, 300, 3, 200);

  @Test
  void planComesBackFromTheRunFolderAsItWas() {
    Limits limits = Limits.NONE.with("cpuset", "0,2").with("memory", "1g").with("cpus", "0.5");
    MatrixPlan plan =
        new MatrixPlan(
            List.of("bare", "docker(cpuset=0,2)", "kvm/docker"),
            List.of("cpu|kernel", "Prime"),
            "quick",
            3,
            TIMING,
            99,
            limits,
            List.of("size=256m", "dev\\.tare:bytes=1,2"),
            2,
            true,
            Optional.of("/srv/data"),
            "abc");
    assertThat(MatrixPlan.of(plan.asOptions(), 99)).isEqualTo(plan);
  }

  @Test
  void emptyListsComeBackEmpty() {
    MatrixPlan plan = plan(List.of("bare"), 1);
    assertThat(MatrixPlan.of(plan.asOptions(), 1)).isEqualTo(plan);
  }

  @Test
  void optionAtFaultIsNamed() {
    assertThatThrownBy(() -> plan(List.of("bare"), 0)).hasMessageContaining("--blocks 0");
    assertThatThrownBy(() -> plan(List.of("bare", "bare"), 1)).hasMessageContaining("--env");
    assertThatThrownBy(() -> plan(List.of(), 1)).hasMessageContaining("--env");
    assertThatThrownBy(() -> new Timing(1, 0, 1, 1)).hasMessageContaining("--warmup-ms 0");
  }

  @Test
  void runOfAnotherVerbIsRefused() {
    assertThatThrownBy(() -> MatrixPlan.of(Map.of("verb", "quick"), 0))
        .hasMessageContaining("not a run of matrix");
    Map<String, String> without = new TreeMap<>(plan(List.of("bare"), 1).asOptions());
    without.remove("blocks");
    assertThatThrownBy(() -> MatrixPlan.of(without, 0)).hasMessageContaining("no blocks");
  }

  private static MatrixPlan plan(List<String> environments, int blocks) {
    return new MatrixPlan(
        environments,
        List.of("Prime"),
        "quick",
        blocks,
        TIMING,
        1,
        Limits.NONE,
        List.of(),
        1,
        false,
        Optional.empty(),
        "abc");
  }
}
