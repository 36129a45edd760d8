package dev.tare.experiment.isolation;

import dev.tare.experiment.Plan;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.StackSyntax;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Plans for tests: quick ones of one kind of environment, in four blocks. */
final class Plans {
  private Plans() {}

  static Plan<Isolate.Parameters> of(
      String stack, Set<Integer> cpus, Isolate.Parameters parameters) {
    Setting setting =
        new Setting(
            List.of(stack),
            Limits.NONE,
            4,
            new Timing(1, 10, 2, 10),
            true,
            List.of(),
            0,
            new TreeSet<>(cpus),
            Optional.empty(),
            7);
    return new Plan<>(
        new Isolate().prepared(setting, parameters),
        parameters,
        List.of(new StackSyntax(Layers.standard()).parse(stack)));
  }

  static Isolate.Parameters asked(
      List<String> victims, List<String> neighbours, Allocation... allocations) {
    return new Isolate.Parameters(
        victims, neighbours, List.of(allocations), Optional.empty(), false, List.of());
  }
}
