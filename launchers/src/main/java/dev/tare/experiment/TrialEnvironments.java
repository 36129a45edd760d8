package dev.tare.experiment;

import dev.tare.launch.Environment;
import dev.tare.launch.LimitCheck;
import dev.tare.launch.SlurmNodes;
import dev.tare.result.Calibration;
import dev.tare.result.Facts;
import dev.tare.userland.Pack;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The environments of trials: made for each, or, where it is to be kept, once. */
final class TrialEnvironments {
  private final Map<String, Open> open = new HashMap<>();

  /** Is one that is there, with its facts: what only the host knows, and what is read inside. */
  static final class Open {
    private final PlannedTrial wanted;
    private final Environment environment;
    private final SortedMap<String, String> facts = new TreeMap<>();
    private boolean isNew = true;

    private Open(PlannedTrial wanted, Environment environment) {
      this.wanted = wanted;
      this.environment = environment;
      facts.putAll(wanted.known());
      if (wanted.kept()) {
        facts.put(Facts.KEPT, "true");
      }
      if (!wanted.place().equals(wanted.stack().text())) {
        facts.put(Calibration.STACK, wanted.stack().text());
      }
    }

    Environment environment() {
      return environment;
    }

    /** Tells whether no trial has been in it. */
    boolean isNew() {
      return isNew;
    }

    /** Tells whether a machine around it is emulated, as far as the host knows. */
    boolean emulated() {
      return new Facts(facts).emulated().orElse(false);
    }

    /** Reads facts that only the host knows; before the trial, which it would disturb. */
    private void readOutside() throws IOException {
      if (environment.isDry()) {
        return;
      }
      SlurmNodes.own().ifPresent(node -> facts.put(Facts.NODE, node));
      facts.putAll(environment.facts().values());
      String found = environment.limits().text();
      if (!found.isEmpty()) {
        facts.put("layer.limits", found);
      }
      for (Pack pack : wanted.session().packs()) {
        facts.put("pack." + pack.name(), pack.text() + " (" + pack.hash() + ")");
      }
      wanted.session().userland().ifPresent(one -> facts.put("userland.hash", one.hash()));
    }

    /**
     * Returns all facts.
     *
     * @param inside as they were read there
     * @throws LimitException where they show that a limit did not take effect
     */
    Facts with(Facts inside) throws LimitException {
      List<String> wrong = LimitCheck.inside(wanted.stack(), wanted.limits(), inside);
      if (!wrong.isEmpty()) {
        throw new LimitException(wanted.stack(), wrong);
      }
      facts.putAll(inside.values());
      return new Facts(facts);
    }
  }

  Open get(PlannedTrial wanted) throws IOException {
    Open known = open.get(wanted.place());
    if (known != null) {
      known.isNew = false;
      return known;
    }
    Session session = wanted.session();
    Environment environment = session.enter(wanted.stack(), wanted.limits());
    Open made = new Open(wanted, environment);
    try {
      made.readOutside();
    } catch (IOException e) {
      session.leave(environment);
      throw e;
    }
    open.put(wanted.place(), made);
    return made;
  }

  /**
   * A trial has ended.
   *
   * @param usable false where the environment died, or may have suffered
   */
  void release(PlannedTrial wanted, boolean usable) throws IOException {
    if (!wanted.kept() || !usable) {
      wanted.session().leave(open.remove(wanted.place()).environment());
    }
  }
}
