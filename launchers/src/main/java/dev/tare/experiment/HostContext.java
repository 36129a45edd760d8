package dev.tare.experiment;

import dev.tare.launch.Stack;
import java.util.Optional;
import java.util.Set;

/**
 * Describes what our figures stand on, where a study's stood on a machine of its own with hardware
 * virtualization.
 *
 * @param cpus of the host, from 1
 * @param itselfGuest whether the host is a guest of another one
 * @param emulated environments whose guests are emulated
 */
public record HostContext(int cpus, boolean itselfGuest, Set<String> emulated) {
  public HostContext {
    emulated = Set.copyOf(emulated);
  }

  /** Returns what the studies call a stack: its layers without options. */
  public static String kind(Stack stack) {
    return stack.steps().isEmpty() ? Stack.BARE : stack.names();
  }

  /**
   * Tells why figures of an environment cannot be held against a study's; absent where they can.
   */
  public Optional<String> other(String environment) {
    if (emulated.contains(environment)) {
      return Optional.of("ours is emulated");
    }
    return itselfGuest ? Optional.of("this host is itself a guest") : Optional.empty();
  }
}
