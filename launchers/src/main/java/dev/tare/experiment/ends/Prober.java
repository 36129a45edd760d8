package dev.tare.experiment.ends;

/** Describes from where, and where to, a path is tried before it is timed. */
public enum Prober {
  /**
   * Sends from this program's own place into the environment: connections, and datagrams with
   * payload.
   */
  HOST,
  /** Sends from the environment to its host: connections. */
  INSIDE,
  /** Sends from a place of the client's own, such as another machine, into the environment. */
  ELSEWHERE,
  /** Sends from the environment to a server in a place of its own. */
  INSIDE_TO_ELSEWHERE;

  boolean isInbound() {
    return this == HOST || this == ELSEWHERE;
  }

  /** Tells whether the other end is in a place of its own. */
  boolean isApart() {
    return this == ELSEWHERE || this == INSIDE_TO_ELSEWHERE;
  }

  int flows() {
    return this == HOST ? 2 * PathProbe.TIMES : PathProbe.TIMES;
  }
}
