package dev.tare.experiment.concurrent;

import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import java.util.Optional;

/**
 * One machine for all participants, which are containers in it (Chaufournier 2016, Fig. 11).
 *
 * @param stack of each of them, with the machine in it
 * @param limits of the machine: what all of them would have in machines of their own
 * @param inside of each container: its memory is a soft limit there, its disk's limits are its own
 */
public record SharedGuest(Stack stack, Limits limits, Limits inside) {
  /** Holds what a machine has where nobody says how much. */
  private static final long USUAL_BYTES = 1L << 30;

  /**
   * Makes a machine as large as its containers' own machines would be together, or smaller by how
   * many times that is promised.
   *
   * @param stack of one of them
   * @param limits that each would have alone
   * @param count of them, from 1
   * @param cpus that there are: it has no more
   * @param promised how many times its memory is, from 1
   * @return absent where a stack has no container in a machine
   */
  public static Optional<SharedGuest> of(
      Stack stack, Limits limits, int count, int cpus, double promised) {
    return stack
        .guest()
        .map(guest -> new SharedGuest(stack, whole(limits, count, cpus, promised), each(limits)));
  }

  private static Limits whole(Limits each, int count, int cpus, double promised) {
    long bytes = Math.round(count * each.memoryBytes().orElse(USUAL_BYTES) / promised);
    Limits whole =
        each.without("memory-soft", "pids", "io-weight", "io-read", "io-write")
            .with("memory", Long.toString(bytes));
    return each.cpus().isPresent()
        ? whole.withCpus(Math.min(cpus, count * each.cpus().getAsDouble()))
        : whole;
  }

  private static Limits each(Limits limits) {
    Limits rest = limits.without("cpuset", "shares", "cpus", "memory");
    return limits.memoryBytes().isPresent()
        ? rest.with("memory-soft", Long.toString(limits.memoryBytes().getAsLong()))
        : rest;
  }
}
