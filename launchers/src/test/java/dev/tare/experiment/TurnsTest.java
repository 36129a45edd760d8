package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final List<String> THREE = List.of("bare", "docker", "lxc");

  @Test
  void everyBlockMeasuresEachEnvironmentOnce() {
    List<List<String>> blocks = Turns.randomBlocks(THREE, 20, 7);
    assertThat(blocks).hasSize(20);
    assertThat(blocks)
        .allSatisfy(block -> assertThat(block).containsExactlyInAnyOrderElementsOf(THREE));
  }

  @Test
  void seedDecidesTheOrderOnEveryJdk() {
    assertThat(Turns.randomBlocks(THREE, 4, 42))
        .isEqualTo(Turns.randomBlocks(THREE, 4, 42))
        .isNotEqualTo(Turns.randomBlocks(THREE, 4, 43));
  }

  /** Pearson's chi-square over the six orders, 5 degrees of freedom: 0.1 % lie above 20.5. */
  @Test
  void everyOrderIsAsLikelyAsAnother() {
    Map<List<String>, Integer> seen = new HashMap<>();
    int blocks = 1000;
    int seeds = 12;
    for (int seed = 0; seed < seeds; seed++) {
      Turns.randomBlocks(THREE, blocks, seed).forEach(order -> seen.merge(order, 1, Integer::sum));
    }
    double expected = blocks * seeds / 6.0;
    double chi =
        seen.values().stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    assertThat(seen).hasSize(6);
    assertThat(chi).isLessThan(20.5);
  }
}
