package dev.tare.experiment.isolation;

import dev.tare.experiment.isolation.Observation.BothSides;
import dev.tare.experiment.isolation.Observation.End;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.StackSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Plans and visits for tests: four blocks of 2 s of work in slices of a quarter of a second. */
final class Cases {
  static final int BLOCKS = 4;

  private Cases() {}

  static IsolationPlan plan(String stack, String victim, Neighbour neighbour, Allocation how) {
    return new IsolationPlan(
        List.of(new StackSyntax(Layers.standard()).parse(stack)),
        List.of(new Victim("dev.tare.bench." + victim + ".method", 1)),
        List.of(neighbour),
        List.of(how),
        List.of(0, 1),
        Limits.NONE.with("memory", "1g").with("pids", "512"),
        OptionalLong.empty(),
        List.of(),
        BLOCKS,
        1,
        2,
        1,
        10);
  }

  /** Every block alone in 2 s, and beside the neighbour in those times; NaN: given up. */
  static List<Observation> visits(IsolationPlan plan, double... beside) {
    List<Observation> all = new ArrayList<>();
    Cell cell = plan.cells().get(1);
    for (int block = 0; block < beside.length; block++) {
      all.add(finished(cell.alone(), block, 2 + block * 0.001));
      all.add(
          Double.isNaN(beside[block])
              ? observation(cell, block, End.GIVEN_UP, OptionalDouble.empty())
              : finished(cell, block, beside[block]));
    }
    return all;
  }

  static Observation finished(Cell cell, int block, double seconds) {
    return observation(cell, block, End.FINISHED, OptionalDouble.of(seconds));
  }

  /** Eight slices beside the neighbour, if there is one, and eight after it as fast as alone. */
  private static Observation observation(Cell cell, int block, End end, OptionalDouble seconds) {
    double slice = seconds.orElse(20) / 8;
    List<Recovery.Piece> pieces = new ArrayList<>();
    double now = 0;
    for (int i = 0; i < 16; i++) {
      double length = i < 8 ? slice : 0.25;
      now += length;
      pieces.add(new Recovery.Piece(Math.round(now * 1e9), length));
    }
    boolean alone = cell.neighbour().isEmpty();
    Incidents one = new Incidents(OptionalLong.of(1), OptionalLong.empty(), OptionalLong.of(10));
    return new Observation(
        cell,
        block,
        end,
        Optional.empty(),
        20,
        seconds,
        OptionalDouble.of(1000 * slice),
        OptionalDouble.empty(),
        pieces,
        alone ? OptionalLong.empty() : OptionalLong.of(Math.round(8 * slice * 1e9)),
        alone ? OptionalDouble.empty() : OptionalDouble.of(1),
        BothSides.UNKNOWN,
        alone ? BothSides.UNKNOWN : new BothSides(one, one),
        OptionalDouble.of(0.5));
  }
}
