package dev.tare.experiment.network;

import dev.tare.experiment.Session;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A path that stands and is proven: an environment, the server at its one end, the way to it. */
final class OpenPath implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String EVERYWHERE = "0.0.0.0";

  /** How a guest on QEMU's user-mode network sees the host. */
  private static final String HOST_OF_USER_NETWORK = "10.0.2.2";

  private final Session session;
  private final NetworkPlan plan;
  private final PathVariant variant;
  private final int port;
  private final Environment environment;
  private final Set<Long> guestsBefore;
  private final Map<String, String> facts = new TreeMap<>();
  private String address = LOOPBACK;
  private FarServer server;
  private CpuMeter meter;

  private OpenPath(
      Session session,
      NetworkPlan plan,
      PathVariant variant,
      int port,
      Environment environment,
      Set<Long> guestsBefore) {
    this.session = session;
    this.plan = plan;
    this.variant = variant;
    this.port = port;
    this.environment = environment;
    this.guestsBefore = guestsBefore;
  }

  /**
   * Makes the environment, starts the server and proves the path.
   *
   * @param port of the server
   * @param stack of the variant
   * @throws IOException in one line; nothing is left
   */
  static OpenPath open(
      Session session, NetworkPlan plan, PathVariant variant, int port, Stack stack)
      throws IOException {
    Limits limits =
        variant.path().isLimited()
            ? Limits.NONE.with("cpuset", Integer.toString(inside(plan)))
            : Limits.NONE;
    Set<Long> guests = EngineThreads.running();
    OpenPath path =
        new OpenPath(session, plan, variant, port, session.enter(stack, limits), guests);
    try {
      path.connect();
      return path;
    } catch (IOException | RuntimeException e) {
      path.closeAfter(e);
      throw e;
    }
  }

  /** The CPU of whatever is inside the environment. */
  private static int inside(NetworkPlan plan) {
    return plan.reverse() ? plan.cpus().client() : plan.cpus().server();
  }

  private void connect() throws IOException {
    pin();
    Prover prover = new Prover(session.host(), environment, variant);
    boolean dry = environment.isDry();
    String towards = towards();
    Route route = prover.route(towards);
    address = plan.reverse() ? hostSeenFromInside(route) : towards;
    Map<String, String> devices =
        dry
            ? Map.of()
            : new DeviceSettings(session.host(), environment, variant, ProcFiles.system())
                .apply(route.device());
    devices.forEach((name, value) -> facts.put("path." + name, value));
    server = server();
    if (!dry) {
      facts.put("path.proof", prover.proof(address, route, port, plan.reverse()));
    }
    facts.put("path.name", variant.name());
    facts.put("path.stack", environment.stack());
    facts.put("path.address", address + ":" + port);
    facts.put("path.cpus", plan.cpus().text());
    meter = meter();
  }

  private void pin() throws IOException {
    if (variant.path().isLimited()) {
      facts.put("path.pinned", "control group, CPU " + inside(plan));
    } else if (variant.path().hasGuest()) {
      facts.put(
          "path.pinned",
          Affinity.pin(session.host(), environment, inside(plan), ProcFiles.system()));
    }
  }

  private String towards() throws IOException {
    if (plan.reverse() && variant.path().via() == NetworkPath.Via.PROGRAM) {
      return LOOPBACK;
    }
    Optional<String> known = environment.address();
    if (known.isEmpty() && environment.isDry()) {
      return "ADDRESS";
    }
    return known.orElseThrow(() -> new LaunchException("the environment has no address"));
  }

  private FarServer server() throws IOException {
    if (plan.reverse()) {
      String bind = variant.path().via() == NetworkPath.Via.PROGRAM ? LOOPBACK : address;
      return FarServer.start(session.host(), session.owner(), bind, port, plan.cpus().server());
    }
    boolean shared = variant.path().via() == NetworkPath.Via.LOOPBACK;
    return FarServer.start(
        environment,
        session.owner(),
        shared ? LOOPBACK : EVERYWHERE,
        port,
        variant.path().hasGuest() ? 0 : plan.cpus().server());
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

  private CpuMeter meter() throws IOException {
    boolean guest = variant.path().hasGuest();
    Environment counted =
        environment.around().isEmpty() ? environment : environment.around().get(0);
    Optional<InsideMeter> inside =
        variant.path().isBare() || environment.isDry()
            ? Optional.empty()
            : Optional.of(InsideMeter.start(counted, guest));
    ProcFiles files = ProcFiles.system();
    EngineThreads engine = EngineThreads.since(guestsBefore, files);
    return new CpuMeter(files, engine, inside, System::nanoTime);
  }

  /** Where the client runs. */
  Environment client() {
    return plan.reverse() ? environment : session.host();
  }

  /** Flags that tell the client where the server is, and where both run. */
  List<String> clientFlags() {
    boolean guestInside = plan.reverse() && variant.path().hasGuest();
    String cpus = guestInside ? "0,0" : plan.cpus().text();
    return List.of("-Dtare.net.server=" + address + ":" + port, "-Dtare.net.cpus=" + cpus);
  }

  /** How it was proven, in words; empty where nothing happens. */
  String proof() {
    return facts.getOrDefault("path.proof", "");
  }

  CpuMeter counters() {
    return meter;
  }

  /** What the path is, and what only the layers know. */
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
   * Whether it still stands.
   *
   * @throws LaunchException in one line where the server has gone, or its place with it
   */
  void check() throws LaunchException {
    if (!environment.isDry() && !server.isAlive()) {
      throw new LaunchException("the server is gone: " + place().orElseGet(() -> server.words()));
    }
  }

  /** What became of the server's place, as far as it is no longer there. */
  private Optional<String> place() {
    return plan.reverse() ? Optional.empty() : environment.loss();
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
