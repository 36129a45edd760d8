package dev.tare.experiment;

import dev.tare.launch.Environment;
import dev.tare.launch.LimitCheck;
import dev.tare.result.Calibration;
import dev.tare.result.Facts;
import dev.tare.userland.Pack;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The facts of a place that is visited: what only the host knows, and what is read inside. */
final class PlaceFacts {
  private final Visiting visiting;
  private final SortedMap<String, String> all = new TreeMap<>();

  PlaceFacts(Visiting visiting) {
    this.visiting = visiting;
    if (visiting.kept()) {
      all.put(Facts.KEPT, "true");
    }
    if (!visiting.place().equals(visiting.stack().text())) {
      all.put(Calibration.STACK, visiting.stack().text());
    }
  }

  /** What only the host knows; read before the visit, which it would disturb. */
  void readOutside(Session session, Environment environment) throws IOException {
    if (environment.isDry()) {
      return;
    }
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

  /** Whether a machine around it is emulated, as far as the host knows. */
  boolean emulated() {
    return new Facts(all).emulated().orElse(false);
  }

  /**
   * All of them.
   *
   * @param inside as they were read there
   * @throws LimitException where they show that a limit did not take effect
   */
  Facts with(Facts inside) throws LimitException {
    List<String> wrong = LimitCheck.inside(visiting.stack(), visiting.limits(), inside);
    if (!wrong.isEmpty()) {
      throw new LimitException(visiting.stack(), wrong);
    }
    all.putAll(inside.values());
    return new Facts(all);
  }
}
