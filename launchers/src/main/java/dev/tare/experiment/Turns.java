package dev.tare.experiment;

import dev.tare.result.ScheduledTrial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Lays out who is measured when: randomised blocks, in which groups stay together. */
final class Turns {
  private Turns() {}

  /**
   * Returns the orders of all blocks, each of which measures everything once, so that what drifts
   * with time meets all of it alike; the same for the same seed, on every JDK.
   *
   * @param all what each block measures, at least one
   * @param blocks from 1
   */
  static <T> List<List<T>> randomBlocks(List<T> all, int blocks, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<T>> orders = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      List<T> order = new ArrayList<>(all);
      // Fisher and Yates, written out: how Collections.shuffle draws is nowhere specified.
      for (int last = order.size() - 1; last > 0; last--) {
        Collections.swap(order, last, random.nextInt(last + 1));
      }
      orders.add(order);
    }
    return orders;
  }

  /**
   * Returns the turns of some blocks.
   *
   * @param before how many blocks there were before
   * @param firstSlot where the first trial is kept
   */
  static <C extends Condition> List<Turn<C>> of(
      List<C> conditions, int blocks, long seed, int before, int firstSlot) {
    Map<String, List<C>> groups = new LinkedHashMap<>();
    for (C one : conditions) {
      groups.computeIfAbsent(one.group(), any -> new ArrayList<>()).add(one);
    }
    List<Turn<C>> turns = new ArrayList<>();
    int block = before;
    int slot = firstSlot;
    for (List<String> order : randomBlocks(List.copyOf(groups.keySet()), blocks, seed)) {
      block++;
      for (String group : order) {
        for (C one : groups.get(group)) {
          turns.add(new Turn<>(one, block, slot));
          slot += one.trials().size();
        }
      }
    }
    return turns;
  }

  static <C extends Condition> List<ScheduledTrial> slots(List<Turn<C>> turns) {
    List<ScheduledTrial> slots = new ArrayList<>();
    for (Turn<C> turn : turns) {
      List<String> places = turn.condition().trials();
      for (int i = 0; i < places.size(); i++) {
        slots.add(ScheduledTrial.planned(turn.slot() + i, turn.block(), places.get(i)));
      }
    }
    return slots;
  }
}
