package dev.tare.experiment.judge;

import dev.tare.experiment.Plan;
import dev.tare.report.Quantity;
import dev.tare.result.Judging;
import java.time.Duration;
import java.util.List;

/** What a plan of sides costs, in forks and time, as far as that is known beforehand. */
record Effort(Plan<Sides> plan) {
  String line() {
    Judging judging = plan.parameters().judging();
    List<Sides.Asked> sides = plan.parameters().sides();
    int most = judging.blocks() + (judging.looks() - 1) * judging.step();
    String first =
        judging.blocks()
            + (judging.blocks() == 1 ? " block of " : " blocks of ")
            + sides.size()
            + " sides: "
            + of(judging.blocks());
    return judging.looks() == 1
        ? first
        : first
            + "; what is then inconclusive is measured in up to "
            + most
            + " blocks: "
            + of(most);
  }

  private String of(int blocks) {
    List<Sides.Asked> sides = plan.parameters().sides();
    int forks = sides.stream().mapToInt(side -> side.work().forks()).sum();
    boolean known = sides.stream().allMatch(side -> side.work().forks() > 0);
    double seconds =
        sides.stream()
            .mapToDouble(side -> Interleaved.seconds(side, plan.setting().timing()))
            .sum();
    return known
        ? blocks * forks
            + " forks, about "
            + Quantity.about(Duration.ofMillis(Math.round(1000 * blocks * seconds)))
        : "only the jar knows how long";
  }
}
