package dev.tare.launch;

import java.util.List;
import java.util.stream.Stream;

/**
 * Is something that a run made and that is still there.
 *
 * @param what it is and its name: {@code container tare-...}
 * @param owner the run that made it
 * @param removal the commands that remove it, in their order
 */
public record StaleResource(String what, Owner owner, List<Command> removal) {
  public StaleResource {
    removal = List.copyOf(removal);
  }

  /** Makes one of what is labelled; none where the label is no owner's. */
  static Stream<StaleResource> of(String what, String label, Command... removal) {
    return Owner.parse(label).stream()
        .map(owner -> new StaleResource(what, owner, List.of(removal)));
  }

  /** Tells whether nobody uses it any more: its run has ended. */
  public boolean isAbandoned() {
    return !owner.isAlive();
  }
}
