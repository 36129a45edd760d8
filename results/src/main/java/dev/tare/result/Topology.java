package dev.tare.result;

/** Says what stood where when something was measured. */
public enum Topology {
  /** One machine that is not itself a guest. */
  HOST,
  /** Client and server on two such machines. */
  TWO_HOSTS,
  /** A machine that is itself a guest: its outermost layer is not seen. */
  GUEST
}
