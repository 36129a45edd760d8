package dev.tare.experiment.isolation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All that a run has found so far, and all that it needs to go on as it began. */
final class Findings {
  private final List<Observation> visits = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> emulated = new TreeSet<>();
  private final Map<String, FixedWork> works = new LinkedHashMap<>();
  private boolean inDanger;

  /** What was seen, in the order of the plan: the first of them are its first slots. */
  List<Observation> visits() {
    return visits;
  }

  /** What a reader has to know, a line each. */
  List<String> notes() {
    return notes;
  }

  /** Stacks whose machines are emulated. */
  Set<String> emulated() {
    return emulated;
  }

  /**
   * What a victim was calibrated to do, by {@link Cell#kind}: the same in all blocks, or times
   * could not be compared.
   */
  Map<String, FixedWork> works() {
    return works;
  }

  /** Whether a bomb left the host so that nothing more may be tried on it. */
  boolean isInDanger() {
    return inDanger;
  }

  void inDanger(boolean is) {
    inDanger = is;
  }
}
