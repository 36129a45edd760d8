package dev.tare.result;

/**
 * Is one measured iteration.
 *
 * @param value in the series' own unit; NaN or infinite where JMH wrote that
 * @param noise what disturbed it, {@link Noise#UNKNOWN} where nothing was recorded
 */
public record Iteration(double value, Noise noise) {}
