package dev.tare.cli;

import dev.tare.experiment.Timing;
import dev.tare.experiment.network.EndCpus;
import dev.tare.experiment.network.NetPattern;
import dev.tare.experiment.network.NetworkPath;
import dev.tare.experiment.network.NetworkPlan;
import dev.tare.experiment.network.Offload;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the experiment network is asked for. */
final class NetworkOptions {
  @Option(
      names = "--path",
      paramLabel = "NAME",
      description =
          "A path to the server: loopback, docker-host, docker-bridge,"
              + " docker-nat, lxc-bridge, kvm-user, kvm-virtio, kvm-vhost or"
              + " kvm/docker-nat; may be repeated (default: all that can be had here).")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--patterns",
      paramLabel = "NAME",
      split = ",",
      description =
          "tcp_stream, tcp_maerts, tcp_rr, tcp_crr, udp_stream, udp_rr; commas"
              + " between (default: all six).")
  private List<String> patterns = new ArrayList<>();

  @Option(
      names = "--offload",
      paramLabel = "on|off",
      description =
          "Checksums and segmentation left to a path's devices, or not; may be"
              + " given twice (default: as the engine makes them). Loopback is"
              + " everybody's and stays as it is.")
  private List<OnOff> offloads = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Measured for each pattern in each block (default: the profile's).")
  private Double seconds;

  @Mixin private ExtentOptions extent;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      split = ",",
      description = "Sizes of requests and responses, 1 to 65536 (default: 1).")
  private List<Integer> bytes = new ArrayList<>();

  @Option(
      names = "--connections",
      paramLabel = "N",
      split = ",",
      description = "Clients at once for requests and responses, 1 to 256 (default: 1).")
  private List<Integer> connections = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "N",
      split = ",",
      description =
          "Requests a second of each client, open loop: latency counts from when"
              + " a request was meant to start; 0 is closed loop (default: 0).")
  private List<Integer> rates = new ArrayList<>();

  @Option(
      names = "--reverse",
      description = "The client inside the environment, the server on the host.")
  private boolean reverse;

  @Option(
      names = "--cpus",
      paramLabel = "CLIENT,SERVER",
      description = "Where both ends run, as the host counts (default: the first two allowed).")
  private String cpus;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "The first server's, for TCP and UDP; each path has its own, counted"
              + " on from there (default: ones that are free then).")
  private int port;

  @Mixin private ResumableOptions run;

  /** What can be written after {@code --offload}. */
  enum OnOff {
    on,
    off
  }

  /** The paths that were asked for by name; empty where none was. */
  List<NetworkPath> asked() {
    return paths.isEmpty() ? List.of() : NetworkPath.parse(paths);
  }

  List<Offload> offloads() {
    return offloads.stream()
        .distinct()
        .map(one -> one == OnOff.on ? Offload.ON : Offload.OFF)
        .toList();
  }

  boolean isReversed() {
    return reverse;
  }

  /** Those that were asked for; refuses one that this process may not use. */
  EndCpus cpus() {
    String allowed = AllowedCpus.list().orElse("0");
    return cpus == null ? EndCpus.firstOf(allowed) : EndCpus.parse(cpus).within(allowed);
  }

  /** Where it goes, in which order, and whether one is gone on with. */
  ResumableOptions run() {
    return run;
  }

  /**
   * The plan.
   *
   * @param usable the paths that can be had
   * @throws IllegalArgumentException naming the option at fault
   */
  NetworkPlan plan(List<NetworkPath> usable) {
    return new NetworkPlan(
        usable,
        NetPattern.parse(patterns.isEmpty() ? NetPattern.labels() : patterns),
        offloads(),
        timing(),
        extent.blocks(),
        extent.profile() == Profile.quick,
        run.seed(),
        reverse,
        bytes,
        connections.isEmpty() ? List.of(1) : connections.stream().distinct().toList(),
        rates,
        cpus(),
        port);
  }

  /** As many iterations as the profile has, of the length that was asked for together. */
  private Timing timing() {
    Timing own = extent.profile().timing();
    if (seconds == null) {
      return own;
    }
    int each = (int) Math.round(seconds * 1000 / own.iterations());
    if (!(seconds > 0 && seconds <= 3600) || each < 1) {
      throw new IllegalArgumentException("--seconds " + seconds + ": from 0.01 to 3600");
    }
    return new Timing(own.warmups(), Math.min(own.warmupMs(), each), own.iterations(), each);
  }
}
