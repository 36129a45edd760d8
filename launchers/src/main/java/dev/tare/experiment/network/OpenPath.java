package dev.tare.experiment.network;

import dev.tare.experiment.Plan;
import dev.tare.experiment.Session;
import dev.tare.experiment.ends.Affinity;
import dev.tare.experiment.ends.CpuMeter;
import dev.tare.experiment.ends.EndCpus;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.proc.FreePort;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Facts;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A path that stands and is proven: an environment, the server at its one end, the way to it. */
final class OpenPath implements Closeable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String EVERYWHERE = "0.0.0.0";

  /** Says how a guest on QEMU's user-mode network sees the host. */
  private static final String HOST_OF_USER_NETWORK = "10.0.2.2";

  private final Session session;
  private final PathVariant variant;
  private final boolean reverse;
  private final EndCpus cpus;
  private final int port;
  private final Environment environment;
  private final Map<String, String> facts = new TreeMap<>();
  private String address = LOOPBACK;
  private NetServer server;
  private CpuMeter meter;

  private OpenPath(Session session, PathVariant variant, boolean reverse, EndCpus cpus, int port)
      throws IOException {
    this.session = session;
    this.variant = variant;
    this.reverse = reverse;
    this.cpus = cpus;
    this.port = port;
    Limits limits =
        variant.path().isLimited()
            ? Limits.NONE.with("cpuset", Integer.toString(inside()))
            : Limits.NONE;
    this.environment =
        session.enter(variant.path().stack(variant.offload(), port, reverse), limits);
  }

  /**
   * Makes the environment, starts the server and proves the path.
   *
   * @throws IOException in one line; nothing is left
   */
  static OpenPath open(Session session, Plan<NetworkParameters> plan, PathVariant variant)
      throws IOException {
    NetworkParameters asked = plan.parameters();
    OptionalInt port = asked.port(variant);
    OpenPath path =
        new OpenPath(
            session,
            variant,
            asked.reverse(),
            EndCpus.of(asked.cpus(), plan.setting().cpus()),
            port.isPresent() ? port.getAsInt() : FreePort.find());
    try {
      path.connect();
      return path;
    } catch (IOException | RuntimeException e) {
      path.closeAfter(e);
      throw e;
    }
  }

  /** The CPU of whatever is inside the environment. */
  private int inside() {
    return reverse ? cpus.client() : cpus.server();
  }

  private void connect() throws IOException {
    pin();
    PathVerifier prover = new PathVerifier(session.host(), environment, variant);
    boolean dry = environment.isDry();
    String towards = towards();
    Route route = prover.route(towards);
    address = reverse ? hostSeenFromInside(route) : towards;
    Map<String, String> devices =
        dry
            ? Map.of()
            : new DeviceSettings(session.host(), environment, variant, ProcFiles.system())
                .apply(route.device());
    devices.forEach((name, value) -> facts.put("path." + name, value));
    server = server();
    if (!dry) {
      facts.put("path.proof", prover.proof(address, route, port, reverse));
    }
    facts.put("path.name", variant.name());
    facts.put("path.stack", environment.stack());
    facts.put("path.address", address + ":" + port);
    facts.put("path.cpus", cpus.text());
    meter = CpuMeter.of(environment, variant.path().hasGuest());
  }

  private void pin() throws IOException {
    if (variant.path().isLimited()) {
      facts.put("path.pinned", "control group, CPU " + inside());
    } else if (variant.path().hasGuest()) {
      facts.put(
          "path.pinned", Affinity.pin(session.host(), environment, inside(), ProcFiles.system()));
    }
  }

  private String towards() throws IOException {
    if (reverse && variant.path().via() == NetworkPath.Via.PROGRAM) {
      return LOOPBACK;
    }
    Optional<String> known = environment.address();
    if (known.isEmpty() && environment.isDry()) {
      return "ADDRESS";
    }
    return known.orElseThrow(() -> new LaunchException("the environment has no address"));
  }

  private NetServer server() throws IOException {
    if (reverse) {
      String bind = variant.path().via() == NetworkPath.Via.PROGRAM ? LOOPBACK : address;
      return NetServer.start(session.host(), session.owner(), bind, port, cpus.server());
    }
    boolean shared = variant.path().via() == NetworkPath.Via.LOOPBACK;
    return NetServer.start(
        environment,
        session.owner(),
        shared ? LOOPBACK : EVERYWHERE,
        port,
        variant.path().hasGuest() ? 0 : cpus.server());
  }

  private String hostSeenFromInside(Route route) throws LaunchException {
    return switch (variant.path().via()) {
      case LOOPBACK -> LOOPBACK;
      case PROGRAM -> HOST_OF_USER_NETWORK;
      case BRIDGE, NAT ->
          route
              .source()
              .orElseThrow(() -> new LaunchException("the host has no address on the bridge"));
    };
  }

  /** Tells where the client runs. */
  Environment client() {
    return reverse ? environment : session.host();
  }

  /** Flags that tell the client where the server is, and where both run. */
  List<String> clientFlags() {
    boolean guestInside = reverse && variant.path().hasGuest();
    String both = guestInside ? "0,0" : cpus.text();
    return List.of("-Dtare.net.server=" + address + ":" + port, "-Dtare.net.cpus=" + both);
  }

  /** Tells how it was proven, in words; empty where nothing happens. */
  String proof() {
    return facts.getOrDefault("path.proof", "");
  }

  CpuMeter counters() {
    return meter;
  }

  /** Returns what the path is, and what only the layers know. */
  Facts facts(Facts host) throws IOException {
    Map<String, String> all = new TreeMap<>(host.values());
    all.putAll(environment.facts().values());
    all.putAll(facts);
    return Facts.of(all);
  }

  /** Done when the server has gone, whatever took it along. */
  CompletableFuture<?> end() {
    return server.end();
  }

  /**
   * Checks whether it still stands.
   *
   * @throws LaunchException in one line where the server has gone, or its place with it
   */
  void check() throws LaunchException {
    if (!environment.isDry() && !server.isAlive()) {
      throw new LaunchException("the server is gone: " + place().orElseGet(() -> server.words()));
    }
  }

  /** Returns what became of the server's place, as far as it is no longer there. */
  private Optional<String> place() {
    return reverse ? Optional.empty() : environment.loss();
  }

  private void closeAfter(Exception cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (meter != null) {
      meter.close();
    }
    if (server != null) {
      server.close();
    }
    session.leave(environment);
  }
}
