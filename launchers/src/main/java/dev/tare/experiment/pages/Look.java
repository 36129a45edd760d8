package dev.tare.experiment.pages;

import java.util.OptionalDouble;

/**
 * Is one look at KSM while it scans.
 *
 * @param seconds since the scanning began
 * @param counts what has come since then
 * @param takenBytes of the host's available memory, by all environments; absent where it is not
 *     told
 */
record Look(double seconds, KsmCounts counts, OptionalDouble takenBytes) {}
