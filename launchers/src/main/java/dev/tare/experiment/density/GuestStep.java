package dev.tare.experiment.density;

import dev.tare.experiment.concurrent.HostReading;
import java.util.OptionalDouble;

/**
 * One step of a sweep, as the host saw it.
 *
 * @param environment its stack
 * @param guests how many ran at once
 * @param block from 0
 * @param idle the host before the first of them was made
 * @param loaded the host while all of them measured
 * @param overlap how much of the time in which any of them measured all did, 0 to 1; absent where
 *     one never came so far
 */
record GuestStep(
    String environment,
    int guests,
    int block,
    HostReading idle,
    HostReading loaded,
    OptionalDouble overlap) {

  /** What all guests took of the host's available memory, bytes; absent where it is not told. */
  OptionalDouble takenBytes() {
    return idle.availableBytes().isPresent() && loaded.availableBytes().isPresent()
        ? OptionalDouble.of(idle.availableBytes().getAsLong() - loaded.availableBytes().getAsLong())
        : OptionalDouble.empty();
  }
}
