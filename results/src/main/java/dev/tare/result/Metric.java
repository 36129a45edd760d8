package dev.tare.result;

/**
 * Holds what a secondary metric means, wherever it is read, compared or printed.
 *
 * @param name as it stands in JMH's JSON, such as {@code p99}
 * @param unit as it stands in JMH's JSON, such as {@code ns}
 * @param direction which way is better
 * @param gated whether a gate may fail on it
 * @param headline whether it is shown in a table's first view
 * @param meaning one line: what is counted, and from which file or system call
 */
public record Metric(
    String name,
    String unit,
    Direction direction,
    boolean gated,
    boolean headline,
    String meaning) {}
