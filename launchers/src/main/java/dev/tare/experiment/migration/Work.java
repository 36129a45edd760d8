package dev.tare.experiment.migration;

import java.util.List;

/**
 * Describes what an environment does while it is moved.
 *
 * @param word as it is asked for: {@link #IDLE}, {@link #MEMCACHED}, or how many MB it writes a
 *     second
 */
record Work(String word) {
  static final String IDLE = "idle";
  static final String MEMCACHED = "memcached";
  private static final int MOST = 100_000;

  Work {
    boolean rate = word.matches("[1-9]\\d{0,5}") && Integer.parseInt(word) <= MOST;
    if (!rate && !List.of(IDLE, MEMCACHED).contains(word)) {
      throw new IllegalArgumentException(
          "--workload "
              + word
              + ": one of idle, memcached (the only server that is asked meanwhile) or MB a second"
              + " from 1 to "
              + MOST);
    }
  }

  boolean isServer() {
    return word.equals(MEMCACHED);
  }

  /** Tells how much of its memory it writes, MB a second; 0 where it writes none on purpose. */
  int rate() {
    return word.matches("\\d+") ? Integer.parseInt(word) : 0;
  }

  String words() {
    return rate() > 0 ? "writing " + word + " MB/s" : word;
  }
}
