package dev.tare.experiment.network;

import dev.tare.experiment.Bounds;
import dev.tare.experiment.Parameter;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.ends.ClientPlace;
import dev.tare.experiment.ends.ClientTrials;
import dev.tare.experiment.ends.EndCpus;
import dev.tare.experiment.ends.Offload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes what {@code network} is asked for.
 *
 * @param paths in the order of their table; none: all
 * @param patterns in the order of the thesis, at least one
 * @param offloads how devices are set; none: as they are
 * @param seconds of each fork, 0.01 to 3600; absent: the profile's
 * @param bytes sizes of requests, 1 to 65536; none: the benchmark's own
 * @param connections at once, for request and response, 1 to 256; at least one
 * @param rates of requests, 1/s; 0 is closed loop; none: closed loop alone
 * @param reverse whether the client is inside and the server on the host
 * @param client where the other end is: the client, or in the reverse the server
 * @param address at which this host is reached from there; absent: as it reaches that
 * @param cpus client and server; none: the first two
 * @param port of the first path's server; 0, or absent: each takes one that is free then
 */
public record NetworkParameters(
    @Parameter(
            name = "--path",
            label = "NAME",
            help =
                "A path to the server: loopback, docker-host, docker-bridge, docker-nat,"
                    + " lxc-bridge, kvm-user, kvm-virtio, kvm-vhost, serve-virtio, serve-vhost (a"
                    + " guest that is one process, the server) or kvm/docker-nat; may be repeated (default: all that can be had here)")
        List<NetworkPath> paths,
    @Parameter(
            name = "--patterns",
            label = "NAME",
            help =
                "tcp_stream, tcp_maerts, tcp_rr, tcp_crr, udp_stream, udp_rr; may be repeated"
                    + " (default: all six)")
        List<NetPattern> patterns,
    @Parameter(
            name = "--offload",
            label = "on|off",
            help =
                "Checksums and segmentation left to a path's devices, or not; may be given twice"
                    + " (default: as the engine makes them). Loopback is everybody's and stays as"
                    + " it is")
        List<Offload> offloads,
    @Parameter(
            name = "--seconds",
            label = "S",
            help = "Measured for each pattern in each block (default: the profile's)")
        Optional<Double> seconds,
    @Parameter(
            name = "--bytes",
            label = "N",
            help = "Sizes of requests and responses, 1 to 65536 (default: 1)")
        List<Integer> bytes,
    @Parameter(
            name = "--connections",
            label = "N",
            usual = "1",
            help = "Clients at once for requests and responses, 1 to 256")
        List<Integer> connections,
    @Parameter(
            name = "--rate",
            label = "N",
            help =
                "Requests a second of each client, open loop: latency counts from when a request"
                    + " was meant to start; 0 is closed loop (default: 0)")
        List<Integer> rates,
    @Parameter(
            name = "--reverse",
            help = "The client inside the environment, the server on the host")
        boolean reverse,
    @Parameter(
            name = "--client",
            label = "WHERE",
            usual = "host",
            help =
                "Where the client runs: host, or an environment of its own, such as another"
                    + " machine, 'ssh(host=b)'; with --reverse the server")
        String client,
    @Parameter(
            name = "--address",
            label = "ADDR",
            help =
                "With a client elsewhere the address at which this host, or with --reverse that"
                    + " machine, is reached, such as that of a link between the two (default: that"
                    + " of the way there)")
        Optional<String> address,
    @Parameter(name = "--cpus", label = "N", help = EndCpus.HELP) List<Integer> cpus,
    @Parameter(
            name = "--port",
            label = "N",
            help =
                "The first server's, for TCP and UDP; each path has its own, counted on from there"
                    + " (default: ones that are free then)")
        Optional<Integer> port) {
  /** The largest request; a datagram takes {@link #MOST_DATAGRAM}. */
  private static final int MOST_BYTES = 65_536;

  /** Is the largest payload of a datagram over IPv4. */
  private static final int MOST_DATAGRAM = 65_507;

  private static final int MOST_PORT = 65_535;
  private static final double MOST_SECONDS = 3600;

  public NetworkParameters {
    paths = List.copyOf(new TreeSet<>(paths));
    patterns =
        patterns.isEmpty() ? List.of(NetPattern.values()) : List.copyOf(new TreeSet<>(patterns));
    offloads = offloads.stream().distinct().toList();
    bytes = bytes.stream().distinct().toList();
    connections = connections.stream().distinct().toList();
    rates = rates.stream().distinct().toList();
    cpus = List.copyOf(cpus);
    bytes.forEach(size -> Bounds.range("--bytes", size, 1, MOST_BYTES));
    ClientTrials.check(rates, connections);
    ClientPlace place = ClientPlace.of(client);
    if (place.isBeside()) {
      throw new IllegalArgumentException("--client env: a client inside is --reverse");
    }
    ClientPlace.checkAddress(place, address);
    Bounds.range("--port", port.orElse(0), 0, MOST_PORT - NetworkPath.values().length * 2);
    checkSensible(wanted(paths), place, reverse);
  }

  /** Refuses paths of which none would be measured. */
  private static void checkSensible(List<NetworkPath> paths, ClientPlace place, boolean reverse) {
    Optional<String> why = senseless(paths.get(0), place, reverse);
    if (paths.stream().allMatch(path -> senseless(path, place, reverse).isPresent())) {
      throw new IllegalArgumentException(
          "--path " + paths.get(0).word() + ": " + why.orElseThrow());
    }
  }

  private static List<NetworkPath> wanted(List<NetworkPath> paths) {
    return paths.isEmpty() ? Arrays.asList(NetworkPath.values()) : paths;
  }

  private static Optional<String> senseless(NetworkPath path, ClientPlace place, boolean reverse) {
    Optional<String> why = reverse ? path.notReversed(place) : Optional.empty();
    return why.isEmpty() && place.stack().isPresent() ? path.notApart(reverse) : why;
  }

  /** Tells why nothing would be measured on a path, whatever host this is; absent where it is. */
  Optional<String> senseless(NetworkPath path) {
    return senseless(path, place(), reverse);
  }

  NetworkParameters with(List<NetworkPath> others) {
    return new NetworkParameters(
        others,
        patterns,
        offloads,
        seconds,
        bytes,
        connections,
        rates,
        reverse,
        client,
        address,
        cpus,
        port);
  }

  List<NetworkPath> wanted() {
    return wanted(paths);
  }

  List<PathVariant> variants() {
    List<NetworkPath> sensible =
        wanted().stream().filter(path -> senseless(path).isEmpty()).toList();
    return PathVariant.of(sensible, offloads, hosts());
  }

  ClientPlace place() {
    return ClientPlace.of(client);
  }

  /** The environments are all on this host. */
  int hosts() {
    return place().hosts(NetworkPath.LOOPBACK.stack(Offload.AS_IS));
  }

  /** The port of a path's server; absent: whichever is free. */
  OptionalInt port(PathVariant variant) {
    return port.filter(first -> first > 0).isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(port.get() + variants().indexOf(variant));
  }

  /** Has as many iterations as the profile has, of the length that was asked for together. */
  Timing timing(Timing own) {
    if (seconds.isEmpty()) {
      return own;
    }
    int each = (int) Math.round(seconds.get() * 1000 / own.iterations());
    if (!(seconds.get() > 0 && seconds.get() <= MOST_SECONDS) || each < 1) {
      throw new IllegalArgumentException("--seconds " + seconds.get() + ": from 0.01 to 3600");
    }
    return new Timing(own.warmups(), Math.min(own.warmupMs(), each), own.iterations(), each);
  }

  /**
   * The trials of one stay at a path: bulk patterns once, request and response for each count of
   * clients.
   *
   * @param flags of every fork
   */
  List<TrialPlan> trials(Timing timing, List<String> flags) {
    List<TrialPlan> trials = new ArrayList<>();
    Stream.concat(Stream.of(1), connections.stream().filter(count -> count > 1))
        .forEach(
            count -> {
              List<String> benchmarks = benchmarks(count);
              if (!benchmarks.isEmpty()) {
                trials.add(ClientTrials.plan(benchmarks, timing, count, params(), flags));
              }
            });
    return trials;
  }

  int forks() {
    int sized = Math.max(1, bytes.size()) * Math.max(1, rates.size());
    return patterns.stream()
        .mapToInt(
            pattern ->
                (pattern.isSized() ? sized : 1)
                    * (pattern.isTransactions() ? connections.size() : 1))
        .sum();
  }

  /** Returns what runs with so many clients: bulk never with more than one. */
  private List<String> benchmarks(int clients) {
    return patterns.stream()
        .filter(pattern -> pattern.isTransactions() ? connections.contains(clients) : clients == 1)
        .sorted((a, b) -> Boolean.compare(b.isTransactions(), a.isTransactions()))
        .map(NetPattern::benchmark)
        .toList();
  }

  /**
   * Returns that of requests that have a size or a rate; sizes beyond what a datagram holds are cut
   * to that.
   */
  private List<String> params() {
    List<String> params = new ArrayList<>();
    for (NetPattern pattern : patterns.stream().filter(NetPattern::isSized).toList()) {
      int most = pattern == NetPattern.UDP_RR ? MOST_DATAGRAM : MOST_BYTES;
      param(pattern, "bytes", bytes.stream().map(size -> Math.min(size, most)))
          .ifPresent(params::add);
      param(pattern, "rate", rates.stream()).ifPresent(params::add);
    }
    return params;
  }

  private static Optional<String> param(NetPattern pattern, String name, Stream<Integer> values) {
    String all = values.distinct().map(String::valueOf).collect(Collectors.joining(","));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(pattern.benchmark() + ":" + name + "=" + all);
  }
}
