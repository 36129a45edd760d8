package dev.tare.experiment.matrix;

import dev.tare.experiment.Session;
import dev.tare.launch.Environment;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The environments of a matrix: made for each visit, or, guests where that is asked for, once. */
final class EnvironmentPool {
  private final Session session;
  private final Limits limits;
  private final boolean keepsGuests;
  private final Map<String, Environment> open = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  EnvironmentPool(Session session, Limits limits, boolean keepsGuests) {
    this.session = session;
    this.limits = limits;
    this.keepsGuests = keepsGuests;
  }

  /** The environment of a stack, made where there is none. */
  Environment get(Stack stack) throws IOException {
    Environment environment = open.get(stack.text());
    if (environment == null) {
      environment = session.enter(stack, limits);
      open.put(stack.text(), environment);
      known.remove(stack.text());
    }
    return environment;
  }

  /** Whether its facts have not been read since it was made. */
  boolean isNew(Stack stack) {
    return !known.contains(stack.text());
  }

  void isKnown(Stack stack) {
    known.add(stack.text());
  }

  /**
   * A visit has ended.
   *
   * @param usable false where the environment died, or may have suffered
   */
  void release(Stack stack, boolean usable) throws IOException {
    if (!(keepsGuests && stack.hasGuest()) || !usable) {
      Environment environment = open.remove(stack.text());
      if (environment != null) {
        session.leave(environment);
      }
    }
  }
}
