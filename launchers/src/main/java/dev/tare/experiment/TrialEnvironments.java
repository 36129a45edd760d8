package dev.tare.experiment;

import dev.tare.launch.Environment;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The environments of trials: made for each, or, where it is to be kept, once. */
final class TrialEnvironments {
  private final Map<String, Open> open = new HashMap<>();

  /**
   * One that is there.
   *
   * @param isNew whether no trial has been in it
   */
  record Open(Environment environment, TrialFacts facts, boolean isNew) {}

  Open get(PlannedTrial wanted) throws IOException {
    Open known = open.get(wanted.place());
    if (known != null) {
      return known;
    }
    Session session = wanted.session();
    Environment environment = session.enter(wanted.stack(), wanted.limits());
    TrialFacts facts = new TrialFacts(wanted);
    try {
      facts.readOutside(session, environment);
    } catch (IOException e) {
      session.leave(environment);
      throw e;
    }
    open.put(wanted.place(), new Open(environment, facts, false));
    return new Open(environment, facts, true);
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
