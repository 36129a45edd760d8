package dev.tare.peers;

import dev.tare.result.Direction;

/**
 * A probe and its peer.
 *
 * @param unit of both figures
 * @param direction which of two figures is the faster one
 * @param via what both talk through, the same for the two
 * @param held what of the work is the same in both, in a few words
 * @param note what a reader has to know to judge the ratio; empty: nothing
 */
record PeerRow(
    Ours ours,
    Peer peer,
    String unit,
    Direction direction,
    Link.Kind via,
    String held,
    String note) {
  /** A row whose ends, if it has two, are on loopback. */
  PeerRow(Ours ours, Peer peer, String unit, Direction direction, String held, String note) {
    this(ours, peer, unit, direction, Link.Kind.LOOPBACK, held, note);
  }

  /** Returns what {@code --row} selects by. */
  String label() {
    return ours.label() + via.words() + " : " + peer.tool().name();
  }
}
