package dev.tare.experiment.pages;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Describes what KSM has done, by the kernel's own counters.
 *
 * @param shared pages that stand for others
 * @param sharing pages that those are instead of
 * @param unshared pages that are like no other
 * @param changing pages that changed before they could be compared, pages_volatile
 * @param zero empty pages that were given back; absent before Linux 6.6
 * @param fullScans times that all was scanned since what is merged was last parted
 * @param cpuNs CPU time of ksmd since the host booted; absent where it is not seen
 */
record KsmCounts(
    long shared,
    long sharing,
    long unshared,
    long changing,
    OptionalLong zero,
    long fullScans,
    OptionalLong cpuNs) {
  /** Returns what has come since; pages may also have become fewer. */
  KsmCounts since(KsmCounts before) {
    return new KsmCounts(
        shared - before.shared,
        sharing - before.sharing,
        unshared - before.unshared,
        changing - before.changing,
        less(zero, before.zero),
        fullScans - before.fullScans,
        less(cpuNs, before.cpuNs));
  }

  private static OptionalLong less(OptionalLong now, OptionalLong then) {
    return now.isPresent() && then.isPresent()
        ? OptionalLong.of(now.getAsLong() - then.getAsLong())
        : OptionalLong.empty();
  }

  long saved() {
    return sharing + zero.orElse(0);
  }

  /** Tells for how many others one shared page stands; absent where there is none. */
  OptionalDouble sharers() {
    return shared > 0 ? OptionalDouble.of((double) sharing / shared) : OptionalDouble.empty();
  }
}
