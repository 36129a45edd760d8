package dev.tare.experiment.network;

import dev.tare.experiment.Plan;
import dev.tare.experiment.Session;
import dev.tare.experiment.ends.Affinity;
import dev.tare.experiment.ends.CpuMeter;
import dev.tare.experiment.ends.EndCpus;
import dev.tare.experiment.ends.NetServer;
import dev.tare.experiment.ends.OpenClient;
import dev.tare.experiment.ends.OpenEnds;
import dev.tare.experiment.ends.PathVerifier;
import dev.tare.experiment.ends.Prober;
import dev.tare.experiment.ends.Published;
import dev.tare.experiment.ends.Route;
import dev.tare.experiment.ends.Via;
import dev.tare.launch.Environment;
import dev.tare.launch.FailedStart;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Serves;
import dev.tare.proc.FreePort;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A path that stands and is proven: an environment, the server at its one end, the way to it. */
final class OpenPath implements OpenEnds {
  private static final String LOOPBACK = OpenClient.LOOPBACK;
  private static final String EVERYWHERE = "0.0.0.0";

  /** Says how a guest on QEMU's user-mode network sees the host. */
  private static final String HOST_OF_USER_NETWORK = "10.0.2.2";

  private final Session session;
  private final PathVariant variant;
  private final boolean reverse;
  private final EndCpus cpus;
  private final int port;
  private final OpenClient outside;
  private final String hostAddress;
  private final Environment environment;
  private final Map<String, String> facts = new TreeMap<>();
  private String address = LOOPBACK;

  /** Is null where the environment is the server. */
  private NetServer server;

  private CpuMeter meter;

  private OpenPath(
      Session session, Plan<NetworkParameters> plan, PathVariant variant, OpenClient outside)
      throws IOException {
    NetworkParameters asked = plan.parameters();
    this.session = session;
    this.variant = variant;
    this.reverse = asked.reverse();
    this.cpus = EndCpus.of(asked.cpus(), plan.setting().cpus());
    this.port = asked.port(variant).isPresent() ? asked.port(variant).getAsInt() : FreePort.find();
    this.outside = outside;
    this.hostAddress =
        reverse && outside.isApart() ? outside.hostAddressOnTheWay() : outside.hostAddress();
    Limits limits =
        variant.path().isLimited()
            ? Limits.NONE.with("cpuset", Integer.toString(inside()))
            : Limits.NONE;
    Published publish =
        reverse ? Published.at(port) : outside.published(variant.stack(), hostAddress, port);
    this.environment =
        session.enter(variant.path().stack(variant.offload(), publish, reverse), limits);
  }

  /**
   * Makes the environment, starts the server and proves the path.
   *
   * @throws IOException in one line; nothing is left
   */
  static OpenPath open(Session session, Plan<NetworkParameters> plan, PathVariant variant)
      throws IOException {
    NetworkParameters asked = plan.parameters();
    EndCpus cpus = EndCpus.of(asked.cpus(), plan.setting().cpus());
    int cpu = asked.reverse() ? cpus.server() : cpus.client();
    OpenClient outside = OpenClient.open(session, asked.place(), asked.address(), cpus, cpu);
    OpenPath path =
        FailedStart.orClosed(outside, () -> new OpenPath(session, plan, variant, outside));
    return FailedStart.orClosed(path, path::connected);
  }

  private int inside() {
    return reverse ? cpus.client() : cpus.server();
  }

  private Via via() {
    return variant.path().via();
  }

  private OpenPath connected() throws IOException {
    pin();
    PathVerifier prover = prover();
    boolean dry = environment.isDry();
    Route route = prover.route(towards());
    address = serverAddress(route);
    Map<String, String> devices =
        dry
            ? Map.of()
            : new DeviceSettings(session.host(), environment, variant, ProcFiles.system())
                .apply(route.device());
    devices.forEach((name, value) -> facts.put("path." + name, value));
    if (!variant.path().isServer()) {
      server = server();
    }
    if (!dry) {
      facts.put("path.proof", prover.proof(address, route, port, prober(), apart()));
    }
    facts.put("path.name", variant.name());
    facts.put("path.stack", environment.stack());
    facts.put("path.address", address + ":" + port);
    facts.put("path.cpus", cpus.text());
    String other = reverse ? hostAddress : address;
    facts.putAll(outside.facts(session.host(), other, variant.stack()));
    meter = CpuMeter.of(environment, variant.stack());
    return this;
  }

  private PathVerifier prover() {
    boolean own = !variant.path().hasGuest() && !variant.path().isBare();
    return new PathVerifier(
        session.host(), environment, new PathVerifier.Asked(variant.path().word(), via(), own));
  }

  private Prober prober() {
    if (outside.isApart()) {
      return reverse ? Prober.INSIDE_TO_ELSEWHERE : Prober.ELSEWHERE;
    }
    return reverse ? Prober.INSIDE : Prober.HOST;
  }

  private Optional<Environment> apart() {
    return outside.isApart() ? Optional.of(outside.environment()) : Optional.empty();
  }

  private void pin() throws IOException {
    if (variant.path().isLimited()) {
      facts.put("path.pinned", "control group, CPU " + inside());
    } else if (variant.path().hasGuest()) {
      facts.put(
          "path.pinned", Affinity.pin(session.host(), environment, inside(), ProcFiles.system()));
    }
  }

  /**
   * Returns whereto the host's way is looked at: the environment, or else to an end that is apart.
   */
  private String towards() throws IOException {
    if (outside.isApart() && (via() == Via.LOOPBACK || via() == Via.PROGRAM)) {
      return reverse
          ? outside.addressOf(outside.environment())
          : outside.addressTowards(hostAddress);
    }
    return reverse && via() == Via.PROGRAM ? LOOPBACK : ownAddress();
  }

  private String ownAddress() throws IOException {
    Optional<String> known = environment.address();
    if (known.isEmpty() && environment.isDry()) {
      return "ADDRESS";
    }
    return known.orElseThrow(() -> new LaunchException("the environment has no address"));
  }

  private String serverAddress(Route route) throws IOException {
    if (reverse) {
      return outside.isApart()
          ? outside.addressOf(outside.environment())
          : hostSeenFromInside(route);
    }
    return outside.isApart() && via() == Via.LOOPBACK ? hostAddress : ownAddress();
  }

  private NetServer server() throws IOException {
    if (reverse) {
      String bind = via() == Via.PROGRAM && !outside.isApart() ? LOOPBACK : address;
      return NetServer.start(
          outside.environment(), session.owner(), bind, port, outside.serverCpu());
    }
    return NetServer.start(
        environment,
        session.owner(),
        via() == Via.LOOPBACK ? hostAddress : EVERYWHERE,
        port,
        variant.path().hasGuest() ? 0 : cpus.server());
  }

  private String hostSeenFromInside(Route route) throws LaunchException {
    return switch (via()) {
      case LOOPBACK -> LOOPBACK;
      case PROGRAM -> HOST_OF_USER_NETWORK;
      case BRIDGE, NAT ->
          route
              .source()
              .orElseThrow(() -> new LaunchException("the host has no address on the bridge"));
    };
  }

  @Override
  public Environment client() {
    return reverse ? environment : outside.environment();
  }

  List<String> clientFlags() {
    String own = variant.path().hasGuest() ? "0,0" : cpus.text();
    String both = reverse ? own : outside.cpus("0,0");
    return List.of("-Dtare.net.server=" + address + ":" + port, "-Dtare.net.cpus=" + both);
  }

  String proof() {
    return facts.getOrDefault("path.proof", "");
  }

  @Override
  public CpuMeter meter() {
    return meter;
  }

  /** Returns what the path is, and what only the layers know. */
  Facts facts(Facts host) throws IOException {
    Map<String, String> all = new TreeMap<>(host.values());
    all.putAll(environment.facts().values());
    all.putAll(facts);
    return Facts.of(all);
  }

  @Override
  public CompletableFuture<?> end() {
    return server == null ? environment.as(Serves.class).orElseThrow().end() : server.end();
  }

  @Override
  public void check() throws LaunchException {
    if (server == null) {
      Optional<String> loss = environment.loss();
      if (loss.isPresent()) {
        throw new LaunchException(loss.get());
      }
    } else if (!environment.isDry() && !server.isAlive()) {
      throw new LaunchException("the server is gone: " + place().orElseGet(() -> server.words()));
    }
  }

  private Optional<String> place() {
    return (reverse ? outside.environment() : environment).loss();
  }

  @Override
  public void close() throws IOException {
    if (meter != null) {
      meter.close();
    }
    if (server != null) {
      server.close();
    }
    try {
      session.leave(environment);
    } finally {
      outside.close();
    }
  }
}
