package dev.tare.peers;

import java.nio.file.Path;

/**
 * Describes where and for how long a program of a pair runs.
 *
 * @param programs runs it, in a folder that is emptied after each row
 * @param root the clone that the peers were started from
 * @param seconds measured
 * @param port free where the server is, another one for each run
 * @param link between client and server
 */
record Stage(Programs programs, Path root, int seconds, int port, Link link) {
  /** Both ends on loopback. */
  Stage(Programs programs, Path root, int seconds, int port) {
    this(programs, root, seconds, port, Link.LOOPBACK);
  }

  /** Returns the same stage with another link. */
  Stage over(Link other) {
    return new Stage(programs, root, seconds, port, other);
  }

  /** Returns the same stage with a port that is free now. */
  Stage withFreePort() {
    return new Stage(programs, root, seconds, Ports.free(), link);
  }

  /** A C source of the peers. */
  String source(String name) {
    return root.resolve("benchmarks/peers").resolve(name).toString();
  }
}
