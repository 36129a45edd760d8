package dev.tare.peers;

/**
 * Two runs next to each other in time.
 *
 * @param oursFirst which of the two came first
 * @param ours the probe's figure in the row's unit
 * @param peer the peer's figure in the row's unit
 */
record Pair(boolean oursFirst, double ours, double peer) {}
