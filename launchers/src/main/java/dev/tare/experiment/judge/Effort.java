package dev.tare.experiment.judge;

import dev.tare.experiment.Plan;
import dev.tare.report.Quantity;
import dev.tare.result.Judging;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Describes what a plan of sides costs, in forks and time, as far as that is known beforehand. */
record Effort(Plan<Sides> plan) {
  String line() {
    Judging judging = plan.parameters().judging();
    OptionalLong budgetMs = plan.parameters().budgetMs();
    String first = blocks(judging.blocks()) + of(judging.blocks());
    String what = judging.looks() == 1 ? "all of it" : "what is then inconclusive";
    if (budgetMs.isPresent()) {
      return "%s; %s is measured on, and no block is begun after %s"
          .formatted(first, what, about(budgetMs.getAsLong()));
    }
    int most = judging.until(judging.looks());
    return judging.looks() == 1
        ? first
        : first + "; " + what + " is measured in up to " + most + " blocks: " + of(most);
  }

  private String blocks(int count) {
    String sides = " of " + plan.parameters().sides().size() + " sides: ";
    return count + (count == 1 ? " block" : " blocks") + sides;
  }

  private String of(int blocks) {
    List<Sides.Asked> sides = plan.parameters().sides();
    int forks = sides.stream().mapToInt(side -> side.work().forks()).sum();
    OptionalDouble seconds = Interleaved.seconds(sides, plan.setting().timing());
    return seconds.isPresent()
        ? blocks * forks
            + " forks, about "
            + about(Math.round(1e3 * blocks * seconds.getAsDouble()))
        : "only the jar knows how long";
  }

  private static String about(long ms) {
    return Quantity.about(Duration.ofMillis(ms));
  }
}
