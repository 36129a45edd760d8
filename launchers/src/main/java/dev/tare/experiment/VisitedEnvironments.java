package dev.tare.experiment;

import dev.tare.launch.Environment;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The environments of visits: made for each, or, where it is to be kept, once. */
final class VisitedEnvironments {
  private final Map<String, Open> open = new HashMap<>();

  /**
   * One that is there.
   *
   * @param isNew whether no visit has been in it
   */
  record Open(Environment environment, PlaceFacts facts, boolean isNew) {}

  /** The environment of a place, made where there is none. */
  Open get(Visiting visiting) throws IOException {
    Open known = open.get(visiting.place());
    if (known != null) {
      return known;
    }
    Session session = visiting.session();
    Environment environment = session.enter(visiting.stack(), visiting.limits());
    PlaceFacts facts = new PlaceFacts(visiting);
    try {
      facts.readOutside(session, environment);
    } catch (IOException e) {
      session.leave(environment);
      throw e;
    }
    open.put(visiting.place(), new Open(environment, facts, false));
    return new Open(environment, facts, true);
  }

  /**
   * A visit has ended.
   *
   * @param usable false where the environment died, or may have suffered
   */
  void release(Visiting visiting, boolean usable) throws IOException {
    if (!visiting.kept() || !usable) {
      visiting.session().leave(open.remove(visiting.place()).environment());
    }
  }
}
