package dev.tare.experiment.network;

import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Tells in which way a pattern ran: what tells its figures apart beside the path.
 *
 * @param connections at once, from 1
 * @param bytes of a request or a datagram; 0 for a pattern without a size
 * @param rate requests a second of each client, open loop; 0: closed loop
 */
record PatternCase(int connections, int bytes, int rate) implements Comparable<PatternCase> {
  private static final Comparator<PatternCase> ORDER =
      Comparator.comparingInt(PatternCase::connections)
          .thenComparingInt(PatternCase::bytes)
          .thenComparingInt(PatternCase::rate);

  /** Holds what needs no word: one byte, or a datagram that fills a frame. */
  private static final List<Integer> PLAIN_BYTES = List.of(0, 1, 1472);

  static PatternCase of(SeriesKey key) {
    return new PatternCase(key.threads(), param(key, "bytes"), param(key, "rate"));
  }

  private static int param(SeriesKey key, String name) {
    String value = key.params().getOrDefault(name, "0");
    return value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
  }

  boolean isOpenLoop() {
    return rate > 0;
  }

  PatternCase withoutBytes() {
    return new PatternCase(connections, 0, rate);
  }

  PatternCase withoutConnections() {
    return new PatternCase(1, bytes, rate);
  }

  /**
   * Words that tell this case from others of the same pattern, each behind a comma: empty where
   * there is only the usual one.
   *
   * @param all the cases that it stands among
   */
  String words(Collection<PatternCase> all) {
    List<String> words = new ArrayList<>(List.of(""));
    if (differ(all, PatternCase::bytes) || !PLAIN_BYTES.contains(bytes)) {
      words.add(bytes + " B");
    }
    if (differ(all, PatternCase::connections) || connections > 1) {
      words.add(connections == 1 ? "1 connection" : connections + " connections");
    }
    if (isOpenLoop()) {
      words.add(rate + "/s");
    } else if (differ(all, PatternCase::rate)) {
      words.add("closed loop");
    }
    return String.join(", ", words);
  }

  private static boolean differ(Collection<PatternCase> all, ToIntFunction<PatternCase> dimension) {
    return all.stream().mapToInt(dimension).distinct().count() > 1;
  }

  @Override
  public int compareTo(PatternCase other) {
    return ORDER.compare(this, other);
  }
}
