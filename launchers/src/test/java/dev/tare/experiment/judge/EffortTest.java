package dev.tare.experiment.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import dev.tare.launch.Limits;
import dev.tare.result.Judging;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What it will cost, as it is told beforehand: a block of two sides takes ten seconds. */
class EffortTest {
  private static String told(int blocks, int looks, OptionalLong budgetMs) {
    BenchmarkWork work = new BenchmarkWork(List.of("cpu.Prime"), List.of(), 1, 1, List.of());
    Setting setting =
        new Setting(
            List.of(),
            Limits.NONE,
            blocks,
            new Timing(0, 1, 1, 1000),
            true,
            List.of(),
            0,
            new TreeSet<>(Set.of(0)),
            Optional.empty(),
            5);
    List<Sides.Asked> sides =
        Stream.of(Side.BASELINE, Side.CANDIDATE)
            .map(
                name ->
                    new Sides.Asked(name, "bare", Limits.NONE, Optional.empty(), List.of(), work))
            .toList();
    return new Effort(
            new Plan<>(
                setting, new Sides(sides, Judging.usual(blocks, looks), budgetMs), List.of()))
        .line();
  }

  @Test
  void withoutABudgetAllOfItIsTold() {
    assertThat(told(1, 1, OptionalLong.empty()))
        .isEqualTo("1 block of 2 sides: 2 forks, about 10 s");
    assertThat(told(10, 4, OptionalLong.empty()))
        .isEqualTo(
            "10 blocks of 2 sides: 20 forks, about 100 s; what is then inconclusive is measured in"
                + " up to 25 blocks: 50 forks, about 4 min");
  }

  @Test
  void withABudgetItsEndIsToldAndNoOther() {
    OptionalLong budget = OptionalLong.of(120_000);
    assertThat(told(6, 4, budget))
        .isEqualTo(
            "6 blocks of 2 sides: 12 forks, about 60 s; what is then inconclusive is measured on,"
                + " and no block is begun after 2 min");
    assertThat(told(6, 1, budget))
        .isEqualTo(
            "6 blocks of 2 sides: 12 forks, about 60 s; all of it is measured on, and no block is"
                + " begun after 2 min");
  }
}
