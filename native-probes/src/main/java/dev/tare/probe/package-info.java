/**
 * Native probes as Java calls: opens a probe by name, runs batches of its operations, hands back
 * its durations and its reasons. Knows no probe by name, no JMH, and decides nothing about how
 * often or how long something is measured.
 */
package dev.tare.probe;
