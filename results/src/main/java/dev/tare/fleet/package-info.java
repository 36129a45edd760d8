/**
 * Judges one benchmark on many machines: merges the runs of each node, splits the variance, and
 * names the nodes that lie off the others. Reads no file and prints nothing.
 */
package dev.tare.fleet;
