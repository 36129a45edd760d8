package dev.tare.experiment;

import dev.tare.launch.Environment;
import dev.tare.launch.LimitCheck;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The facts of a place that is visited: what only the host knows, and what is read inside. */
public final class PlaceFacts {
  private final Stack stack;
  private final Limits limits;
  private final SortedMap<String, String> all = new TreeMap<>();

  /**
   * @param limits that were asked for
   */
  public PlaceFacts(Stack stack, Limits limits) {
    this.stack = stack;
    this.limits = limits;
  }

  /** What only the host knows; read before the visit, which it would disturb. */
  public void readOutside(Session session, Environment environment) throws IOException {
    all.putAll(environment.facts().values());
    String found = environment.limits().text();
    if (!found.isEmpty()) {
      all.put("layer.limits", found);
    }
    session.userland().ifPresent(one -> all.put("userland.hash", one.hash()));
  }

  /** Whether the place lasts over all blocks. */
  public void kept(boolean kept) {
    if (kept) {
      all.put(Facts.KEPT, "true");
    }
  }

  /**
   * All of them.
   *
   * @param inside as they were read there
   * @throws LimitException where they show that a limit did not take effect
   */
  public Facts with(Facts inside) throws LimitException {
    List<String> wrong = LimitCheck.inside(stack, limits, inside);
    if (!wrong.isEmpty()) {
      throw new LimitException(stack, wrong);
    }
    all.putAll(inside.values());
    return new Facts(all);
  }
}
