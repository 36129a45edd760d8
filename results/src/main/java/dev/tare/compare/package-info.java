/**
 * Aligns the series of two runs, asks the statistics for a verdict on each pair, and says whether a
 * gate opens. Reads no file and prints nothing.
 */
package dev.tare.compare;
