package dev.tare.experiment.network;

import dev.tare.experiment.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What a run of the experiment measures. Whatever is the same for all paths is here.
 *
 * @param paths in the order of their table, at least one
 * @param patterns at least one
 * @param offloads how devices are set; none: as they are
 * @param timing of each fork; at least one warm-up
 * @param blocks how often each path is visited, from 1
 * @param keep whether guests are kept over all blocks
 * @param seed of the order within the blocks
 * @param reverse whether the client is inside and the server on the host
 * @param bytes sizes of requests, 1 to 65536; none: the benchmark's own
 * @param connections at once, for request and response, 1 to 256; one at least
 * @param rates of requests, 1/s; 0 is closed loop; none: closed loop alone
 * @param cpus where both ends run
 * @param port of the first path's server, to 65535; each has its own, counted on from there; 0:
 *     each takes one that is free when it is made
 */
public record NetworkPlan(
    List<NetworkPath> paths,
    List<NetPattern> patterns,
    List<Offload> offloads,
    Timing timing,
    int blocks,
    boolean keep,
    long seed,
    boolean reverse,
    List<Integer> bytes,
    List<Integer> connections,
    List<Integer> rates,
    EndCpus cpus,
    int port) {
  /** The largest request; a datagram takes {@link #MOST_DATAGRAM}. */
  public static final int MOST_BYTES = 65_536;

  /** The largest payload of a datagram over IPv4. */
  public static final int MOST_DATAGRAM = 65_507;

  /** The most connections at once. */
  public static final int MOST_CONNECTIONS = 256;

  public NetworkPlan {
    paths = List.copyOf(paths);
    patterns = List.copyOf(patterns);
    offloads = List.copyOf(offloads);
    bytes = List.copyOf(bytes);
    connections = List.copyOf(connections);
    rates = List.copyOf(rates);
    some("--path", paths);
    some("--patterns", patterns);
    some("--connections", connections);
    range("--blocks", blocks, 1, 1000);
    range("--port", port, 0, 65_535 - PathVariant.of(paths, offloads).size());
    bytes.forEach(size -> range("--bytes", size, 1, MOST_BYTES));
    connections.forEach(count -> range("--connections", count, 1, MOST_CONNECTIONS));
    rates.forEach(rate -> range("--rate", rate, 0, 10_000_000));
    range("--warmups", timing.warmups(), 1, 1000);
  }

  /** Every path in every way. */
  public List<PathVariant> variants() {
    return PathVariant.of(paths, offloads);
  }

  /**
   * The port of a path's server: several stand on one host at the same time.
   *
   * @return absent: whichever is free
   */
  OptionalInt port(PathVariant variant) {
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port + variants().indexOf(variant));
  }

  /**
   * The parameters of the patterns with so many connections, as a visit takes them: sizes beyond
   * what a datagram holds are cut to that.
   */
  List<String> params() {
    List<String> params = new ArrayList<>();
    for (NetPattern pattern : patterns.stream().filter(NetPattern::isSized).toList()) {
      if (!bytes.isEmpty()) {
        int most = pattern == NetPattern.UDP_RR ? MOST_DATAGRAM : MOST_BYTES;
        params.add(pattern.benchmark() + ":bytes=" + joined(bytes, most));
      }
      if (!rates.isEmpty()) {
        params.add(pattern.benchmark() + ":rate=" + joined(rates, Integer.MAX_VALUE));
      }
    }
    return params;
  }

  /** How many forks a visit of one environment runs. */
  public int forksPerVisit() {
    int forks = 0;
    for (NetPattern pattern : patterns) {
      int sized = Math.max(1, bytes.size()) * Math.max(1, rates.size());
      forks +=
          (pattern.isSized() ? sized : 1) * (pattern.isTransactions() ? connections.size() : 1);
    }
    return forks;
  }

  private static String joined(List<Integer> numbers, int most) {
    return numbers.stream()
        .map(number -> Math.min(number, most))
        .distinct()
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }

  private static void some(String option, List<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(option + ": at least one");
    }
  }

  private static void range(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(option + " " + value + ": from " + least + " to " + most);
    }
  }
}
