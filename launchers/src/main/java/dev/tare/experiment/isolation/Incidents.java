package dev.tare.experiment.isolation;

import dev.tare.proc.ProcText;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;

/**
 * What the kernel did to an environment for its limits. Of a moment: since its group was made; or
 * of the time between two moments.
 *
 * @param oomKills processes killed because no memory was left; absent where not counted
 * @param throttledUs time for which a CPU quota stopped it, summed over CPUs, us; absent where
 *     there is no such counter
 * @param forkFailures processes and threads that were refused for a limit of pids; absent where not
 *     counted, as in a guest
 */
public record Incidents(
    OptionalLong oomKills, OptionalLong throttledUs, OptionalLong forkFailures) {
  /** Nothing is known. */
  public static final Incidents UNKNOWN =
      new Incidents(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  /**
   * Reads the texts of a group's files; an empty text is one that is not there.
   *
   * @param memory memory.events in version 2 and memory.oom_control in version 1, which name the
   *     count alike; of a guest /proc/vmstat, which does too
   * @param cpu cpu.stat
   * @param pids pids.events
   */
  static Incidents parse(String memory, String cpu, String pids) {
    return new Incidents(
        ProcText.count(memory, "oom_kill"), ProcText.throttledUs(cpu), ProcText.count(pids, "max"));
  }

  /** What has happened since an earlier reading; absent where one of the two is. */
  Incidents since(Incidents before) {
    return both(before, (now, then) -> Math.max(0, now - then));
  }

  /** Both together; what is absent in one of them is the other's. */
  Incidents plus(Incidents other) {
    return new Incidents(
        sum(oomKills, other.oomKills),
        sum(throttledUs, other.throttledUs),
        sum(forkFailures, other.forkFailures));
  }

  private Incidents both(Incidents other, BinaryOperator<Long> operator) {
    return new Incidents(
        both(oomKills, other.oomKills, operator),
        both(throttledUs, other.throttledUs, operator),
        both(forkFailures, other.forkFailures, operator));
  }

  private static OptionalLong both(OptionalLong a, OptionalLong b, BinaryOperator<Long> operator) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(operator.apply(a.getAsLong(), b.getAsLong()))
        : OptionalLong.empty();
  }

  private static OptionalLong sum(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(a.getAsLong() + b.getAsLong())
        : a.isPresent() ? a : b;
  }
}
