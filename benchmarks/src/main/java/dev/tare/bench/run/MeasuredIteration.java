package dev.tare.bench.run;

import org.openjdk.jmh.results.IterationResult;

/**
 * Is a measured iteration as the host saw it.
 *
 * @param startMs since 1970, when the fork said that it began
 * @param endMs since 1970, when its result came
 */
public record MeasuredIteration(IterationResult result, long startMs, long endMs) {}
