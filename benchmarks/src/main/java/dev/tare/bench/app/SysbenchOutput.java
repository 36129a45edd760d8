package dev.tare.bench.app;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what sysbench prints of a run with {@code --histogram=on}: it has no other form than text.
 *
 * @param transactions how many it did
 * @param perSecond the same by its own clock, without its start
 * @param latencies of all of them, to 2 %, which is how wide its bins are
 */
record SysbenchOutput(long transactions, double perSecond, List<Bin> latencies) {
  /** A bin of a few among many has no star. */
  private static final Pattern BIN = Pattern.compile("(?m)^ *(\\d+\\.\\d{3}) \\|\\** +(\\d+)$");

  private static final Pattern TRANSACTIONS =
      Pattern.compile("(?m)^ *transactions: +(\\d+) +\\((\\d+\\.\\d+) per sec\\.\\)$");

  private static final double NS_PER_MS = 1e6;

  /** Holds how often a latency came. */
  record Bin(long ns, long count) {}

  /**
   * Reads it.
   *
   * @throws IllegalStateException in one line, where it is something else, or not whole
   */
  static SysbenchOutput of(String text) {
    Matcher summary = TRANSACTIONS.matcher(text);
    if (!summary.find()) {
      throw new IllegalStateException("sysbench printed no line that begins with transactions:");
    }
    List<Bin> bins = new ArrayList<>();
    for (Matcher bin = BIN.matcher(text); bin.find(); ) {
      long ns = Math.round(Double.parseDouble(bin.group(1)) * NS_PER_MS);
      bins.add(new Bin(ns, Long.parseLong(bin.group(2))));
    }
    long counted = bins.stream().mapToLong(Bin::count).sum();
    long transactions = Long.parseLong(summary.group(1));
    if (counted != transactions) {
      throw new IllegalStateException(
          "sysbench's histogram has " + counted + " of " + transactions + " transactions");
    }
    return new SysbenchOutput(transactions, Double.parseDouble(summary.group(2)), bins);
  }
}
