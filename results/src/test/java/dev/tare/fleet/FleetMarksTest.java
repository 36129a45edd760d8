package dev.tare.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.compare.CompareOptions;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What has to be known of nodes beside their figures. */
class FleetMarksTest {
  private static final String KERNEL = "kernel.release";

  @Test
  void aRunThatWasCutShortIsMarkedWithHowFarItCame() {
    FleetMerge merge = new FleetMerge(CompareOptions.DEFAULT);
    for (int node = 0; node < 4; node++) {
      List<ScheduledTrial> schedule = new ArrayList<>();
      for (int slot = 0; slot < 6; slot++) {
        ScheduledTrial trial = ScheduledTrial.planned(slot, slot + 1, "bare");
        schedule.add(slot < 3 || node > 1 ? trial.done(Map.of(), Map.of()) : trial);
      }
      Run run =
          new Run(
              "run",
              Optional.empty(),
              Optional.empty(),
              new TreeMap<>(),
              schedule,
              List.of(),
              List.of());
      merge.add(merge.part(run), "n" + node);
    }
    assertThat(merge.fleet().warnings())
        .containsExactly("n0, n1: cut short, 3 of 6 trials; --resume goes on");
    assertThat(merge.fleet().nodes()).allMatch(node -> node.failures().isEmpty());
  }

  @Test
  void whereTheNodesOfOneSideDifferItIsSaidHowAndNotThatAFactIsAbsent() {
    Fleet before = kernels(8, 0);
    Fleet after = kernels(8, 7);
    FleetSides sides = FleetSides.of(before, "before", after, "after");
    assertThat(sides.b().warnings())
        .contains("kernel.release: 6.19 on 7 of 8 nodes, and 6.18 on all of the other side");
    assertThat(sides.a().warnings()).noneMatch(line -> line.startsWith(KERNEL));
    assertThat(kernel(sides.a())).isEmpty();
    assertThat(kernel(sides.b())).isEmpty();
    FleetSides whole = FleetSides.of(before, "before", kernels(8, 8), "after");
    assertThat(kernel(whole.a())).hasValue("6.18");
    assertThat(kernel(whole.b())).hasValue("6.19");
  }

  private static Optional<String> kernel(Run side) {
    return side.environments().values().iterator().next().get(KERNEL);
  }

  private static Fleet kernels(int nodes, int upgraded) {
    List<FleetNode> all = new ArrayList<>();
    for (FleetNode node : new SimulatedFleet(nodes, 1, 3, 0, 0, 0).fleet(new Random(1)).nodes()) {
      String kernel = all.size() < upgraded ? "6.19" : "6.18";
      all.add(
          new FleetNode(node.name(), Facts.of(Map.of(KERNEL, kernel)), List.of(), node.series()));
    }
    return Fleet.of(all);
  }
}
