package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RandomBlocksTest {
  private static final List<String> THREE = List.of("bare", "docker", "lxc");

  @Test
  void everyBlockVisitsEachEnvironmentOnce() {
    List<Slot> schedule = RandomBlocks.schedule(THREE, 20, 7);
    assertThat(schedule).hasSize(60);
    for (int block = 0; block < 20; block++) {
      int index = block;
      assertThat(schedule.stream().filter(slot -> slot.block() == index))
          .extracting(Slot::environment)
          .containsExactlyInAnyOrderElementsOf(THREE);
    }
    assertThat(schedule.stream().map(Slot::slot)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void seedDecidesTheOrderOnEveryJdk() {
    assertThat(orders(RandomBlocks.schedule(THREE, 4, 42)))
        .isEqualTo(orders(RandomBlocks.schedule(THREE, 4, 42)))
        .isNotEqualTo(orders(RandomBlocks.schedule(THREE, 4, 43)));
  }

  /** Pearson's chi-square over the six orders, 5 degrees of freedom: 0.1 % lie above 20.5. */
  @Test
  void everyOrderIsAsLikelyAsAnother() {
    Map<String, Integer> seen = new HashMap<>();
    int blocks = 1000;
    int seeds = 12;
    for (int seed = 0; seed < seeds; seed++) {
      List<String> all = orders(RandomBlocks.schedule(THREE, blocks, seed));
      for (int i = 0; i < all.size(); i += 3) {
        seen.merge(String.join(" ", all.subList(i, i + 3)), 1, Integer::sum);
      }
    }
    double expected = blocks * seeds / 6.0;
    double chi =
        seen.values().stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    assertThat(seen).hasSize(6);
    assertThat(chi).isLessThan(20.5);
  }

  private static List<String> orders(List<Slot> schedule) {
    return schedule.stream().map(Slot::environment).toList();
  }
}
