package dev.tare.compare;

import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.util.Optional;

/**
 * A series of A and the one of B that belongs to it; one of them may be absent.
 *
 * @param obstacle why the two cannot be compared; absent where they can, or one is absent
 */
record Pair(Optional<Series> a, Optional<Series> b, Optional<String> obstacle) {
  static Pair of(Series a, Series b, Optional<String> obstacle) {
    return new Pair(Optional.of(a), Optional.of(b), obstacle);
  }

  /** A's series, or B's where A has none. */
  Series either() {
    return a.or(() -> b).orElseThrow();
  }

  SeriesKey key() {
    return either().key();
  }
}
