/**
 * Runs probes and the programs that one would use instead, interleaved on one machine, and prints
 * the ratios with their intervals. Installs nothing, and says nothing of layers.
 */
package dev.tare.peers;
