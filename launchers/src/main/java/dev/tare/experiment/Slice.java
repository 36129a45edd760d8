package dev.tare.experiment;

/**
 * Is one measured iteration of a trial, as the launcher saw it.
 *
 * @param endNs when it was heard of, by the launcher's clock; an engine's pipe adds about a
 *     millisecond, an emulated guest's some more
 * @param score in its unit
 * @param unit as JMH writes it
 */
public record Slice(long endNs, double score, String unit) {}
