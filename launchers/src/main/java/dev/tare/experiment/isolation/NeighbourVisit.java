package dev.tare.experiment.isolation;

import dev.tare.experiment.Timing;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the neighbour is told to run: longer than the victim can take, and never without bounds. */
final class NeighbourVisit {
  /** Where nothing listens: the flood is what counts, not that it is read. */
  private static final String DISCARD = "9";

  private static final long MOST_PROCESSES = 100_000;

  private static final int WARMUPS = 4;

  private NeighbourVisit() {}

  /**
   * The visit of a cell's neighbour.
   *
   * @param limits of its environment
   * @param seconds that it has to last
   * @param target the victim's address; absent where it has none
   * @throws LaunchException where there is nothing to aim at
   */
  static VisitPlan of(
      Cell cell, IsolationPlan plan, Limits limits, double seconds, Optional<String> target)
      throws LaunchException {
    Neighbour neighbour = cell.neighbour().orElseThrow();
    List<String> benchmarks = List.of(neighbour.benchmark(cell.victim()));
    int processors = plan.threads();
    if (!neighbour.isBomb()) {
      int slices = (int) Math.ceil(seconds * 1000 / FixedWork.SLICE_MS);
      Timing timing = new Timing(WARMUPS, FixedWork.SLICE_MS, slices, FixedWork.SLICE_MS);
      return VisitPlan.of(benchmarks, timing, processors)
          .withThreads(plan.threads())
          .withParams(plan.params())
          .withBarrier(true)
          .withFacts(false);
    }
    int whole = (int) Math.ceil(seconds);
    List<String> params = new ArrayList<>(List.of("seconds=" + whole));
    List<String> flags = new ArrayList<>();
    params.addAll(extent(neighbour, limits));
    if (neighbour == Neighbour.UDP) {
      String address =
          target.orElseThrow(
              () ->
                  new LaunchException(
                      cell.stack().text()
                          + ": the victim has no address to aim at; give it a network, such as"
                          + " network=bridge"));
      params.addAll(List.of("target=" + address, "port=" + DISCARD));
      flags.add("-Dtare.bombTargets=" + address);
    }
    return VisitPlan.of(benchmarks, new Timing(0, 1, 1, whole * 1000), processors)
        .withParams(params)
        .withJvmArgs(flags)
        .withBarrier(true)
        .withFacts(false)
        .withBombs(true);
  }

  /** More than the limits allow, so that these are what ends it. */
  private static List<String> extent(Neighbour neighbour, Limits limits) {
    return switch (neighbour) {
      case FORK -> List.of("processes=" + Math.min(MOST_PROCESSES, limits.pids().orElseThrow()));
      case MALLOC -> List.of("bytes=" + 2 * limits.memoryBytes().orElseThrow());
      default -> List.of();
    };
  }
}
