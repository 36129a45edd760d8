package dev.tare.experiment.network;

import dev.tare.result.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The order of the visits: every block visits each path once, in an order of its own. */
final class Schedule {
  private Schedule() {}

  static List<Slot> of(NetworkPlan plan) {
    Random random = new Random(plan.seed());
    List<Slot> slots = new ArrayList<>();
    for (int block = 0; block < plan.blocks(); block++) {
      List<PathVariant> order = new ArrayList<>(plan.variants());
      Collections.shuffle(order, random);
      for (PathVariant variant : order) {
        slots.add(Slot.planned(slots.size(), block, variant.name()));
      }
    }
    return slots;
  }
}
