package dev.tare.peers;

import dev.tare.result.Direction;

/**
 * A probe and its peer.
 *
 * @param unit of both figures
 * @param direction which of two figures is the faster one
 * @param note what a reader has to know to judge the ratio; empty: nothing
 */
record Row(Ours ours, Peer peer, String unit, Direction direction, String note) {
  /** What {@code --only} selects by. */
  String label() {
    return ours.label() + " : " + peer.tool().name();
  }
}
