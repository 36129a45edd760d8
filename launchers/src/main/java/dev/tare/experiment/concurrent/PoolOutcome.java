package dev.tare.experiment.concurrent;

import dev.tare.launch.PoolReading;
import java.util.OptionalDouble;

/**
 * Describes what a pool of memory went through.
 *
 * @param last as it was when all had ended: its limit, the most it had, what was killed
 * @param reclaimed pages a second while all measured, see {@link PoolReading#reclaimed}
 * @param returned pages a second that were needed again
 * @param swapped pages a second, in and out; of the whole host where the pool does not count them
 * @param members how many were to be made
 * @param killed how many of them gave nothing because the kernel killed in the pool
 * @param hasSwap whether the host has any
 */
public record PoolOutcome(
    PoolReading last,
    OptionalDouble reclaimed,
    OptionalDouble returned,
    OptionalDouble swapped,
    int members,
    int killed,
    boolean hasSwap) {}
