package dev.tare.experiment;

import dev.tare.launch.Environment;
import dev.tare.launch.LimitCheck;
import dev.tare.launch.SlurmNodes;
import dev.tare.result.Calibration;
import dev.tare.result.Facts;
import dev.tare.userland.Pack;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The facts of a place that is measured: what only the host knows, and what is read inside. */
final class TrialFacts {
  private final PlannedTrial wanted;
  private final SortedMap<String, String> all = new TreeMap<>();

  TrialFacts(PlannedTrial wanted) {
    this.wanted = wanted;
    all.putAll(wanted.known());
    if (wanted.kept()) {
      all.put(Facts.KEPT, "true");
    }
    if (!wanted.place().equals(wanted.stack().text())) {
      all.put(Calibration.STACK, wanted.stack().text());
    }
  }

  /** Reads facts that only the host knows; before the trial, which it would disturb. */
  void readOutside(Session session, Environment environment) throws IOException {
    if (environment.isDry()) {
      return;
    }
    SlurmNodes.own().ifPresent(node -> all.put(Facts.NODE, node));
    all.putAll(environment.facts().values());
    String found = environment.limits().text();
    if (!found.isEmpty()) {
      all.put("layer.limits", found);
    }
    for (Pack pack : session.packs()) {
      all.put("pack." + pack.name(), pack.text() + " (" + pack.hash() + ")");
    }
    session.userland().ifPresent(one -> all.put("userland.hash", one.hash()));
  }

  /** Tells whether a machine around it is emulated, as far as the host knows. */
  boolean emulated() {
    return new Facts(all).emulated().orElse(false);
  }

  /**
   * Returns all of them.
   *
   * @param inside as they were read there
   * @throws LimitException where they show that a limit did not take effect
   */
  Facts with(Facts inside) throws LimitException {
    List<String> wrong = LimitCheck.inside(wanted.stack(), wanted.limits(), inside);
    if (!wrong.isEmpty()) {
      throw new LimitException(wanted.stack(), wrong);
    }
    all.putAll(inside.values());
    return new Facts(all);
  }
}
