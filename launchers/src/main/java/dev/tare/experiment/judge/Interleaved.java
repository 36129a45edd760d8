package dev.tare.experiment.judge;

import dev.tare.experiment.RandomBlocks;
import dev.tare.experiment.matrix.MatrixListener;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sides measured in turn: every block visits each of them once, in a random order, so that a drift
 * of the host meets all alike. Every visit has an environment of its own.
 */
public final class Interleaved {
  /** After so many failures in a row nothing more is tried. */
  private static final int MOST_IN_A_ROW = 2;

  private final Map<String, Side> sides = new LinkedHashMap<>();
  private final RunFolder folder;
  private final MatrixListener listener;
  private int failedInARow;

  /**
   * @param sides with names of their own, each an environment of the run
   */
  public Interleaved(List<Side> sides, RunFolder folder, MatrixListener listener) {
    sides.forEach(side -> this.sides.put(side.name(), side));
    this.folder = folder;
    this.listener = listener;
  }

  /** The visits of a run that is about to start. */
  public static List<Slot> schedule(List<String> sides, int blocks, long seed) {
    return RandomBlocks.schedule(sides, blocks, seed);
  }

  /**
   * Makes all visits that are planned.
   *
   * @param skip what they do not run, by {@link dev.tare.result.SeriesKey#runId()}
   * @throws LaunchException where an environment cannot be made
   */
  public void run(Set<String> skip) throws IOException, InterruptedException {
    for (Slot slot : folder.document().schedule()) {
      if (slot.status() == Slot.Status.PLANNED) {
        Side side = sides.get(slot.environment());
        boolean whole = new SideVisit(side, folder, slot.slot(), listener).make(skip);
        failedInARow = whole ? 0 : failedInARow + 1;
        if (failedInARow >= MOST_IN_A_ROW) {
          throw new LaunchException(
              "visits failed " + MOST_IN_A_ROW + " times in a row; the last was of " + side.name());
        }
      }
    }
  }

  /** Plans more blocks of all sides. */
  public void extend(int blocks, long seed) throws IOException {
    extend(sides.keySet(), blocks, seed);
  }

  /** Plans more blocks of some sides, which are named. */
  void extend(Set<String> names, int blocks, long seed) throws IOException {
    List<Slot> so = folder.document().schedule();
    int nextBlock = so.stream().mapToInt(Slot::block).max().orElse(-1) + 1;
    List<Slot> more = new ArrayList<>();
    for (Slot slot : schedule(List.copyOf(names), blocks, seed)) {
      more.add(Slot.planned(so.size() + slot.slot(), nextBlock + slot.block(), slot.environment()));
    }
    folder.extend(more);
  }

  /** Has every command of the first block printed, in sessions in which nothing happens. */
  public static void dry(List<Side> sides) throws IOException {
    for (Side side : sides) {
      Environment environment = side.session().enter(side.stack(), side.limits());
      environment.start(side.visit().command(environment.places()));
      side.session().leave(environment);
    }
  }
}
