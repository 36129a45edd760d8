package dev.tare.peers;

import java.nio.file.Path;

/**
 * Where and for how long a program of a pair runs.
 *
 * @param programs runs it, in a folder that is emptied after each row
 * @param root the clone that the peers were started from
 * @param seconds measured
 * @param port free on 127.0.0.1, another one for each run
 */
record Stage(Programs programs, Path root, int seconds, int port) {
  /** The same stage with a port that is free now. */
  Stage withFreePort() {
    return new Stage(programs, root, seconds, Ports.free());
  }

  /** A C source of the peers. */
  String source(String name) {
    return root.resolve("benchmarks/peers").resolve(name).toString();
  }
}
