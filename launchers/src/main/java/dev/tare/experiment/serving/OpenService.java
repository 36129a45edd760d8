package dev.tare.experiment.serving;

import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Session;
import dev.tare.experiment.ends.ClientPlace;
import dev.tare.experiment.ends.CpuMeter;
import dev.tare.experiment.ends.EndCpus;
import dev.tare.experiment.ends.OpenClient;
import dev.tare.experiment.ends.OpenEnds;
import dev.tare.experiment.ends.PathVerifier;
import dev.tare.experiment.ends.Prober;
import dev.tare.experiment.ends.Via;
import dev.tare.launch.Environment;
import dev.tare.launch.FailedStart;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.proc.FreePort;
import dev.tare.proc.Mount;
import dev.tare.result.Facts;
import dev.tare.service.Preparation;
import dev.tare.service.RunningService;
import dev.tare.service.Service;
import dev.tare.userland.Pack;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Is a server that answers in an environment, and the place of its client. */
final class OpenService implements OpenEnds {
  private static final String LOOPBACK = OpenClient.LOOPBACK;
  private static final String EVERYWHERE = "0.0.0.0";

  static final String PROOF = "service.proof";

  /** Is the fact of what the server's data is on, as the kernel in there numbers devices. */
  static final String STORAGE = "service.storage";

  private final Session session;
  private final Served condition;
  private final ClientPlace place;
  private final EndCpus cpus;
  private final int port;
  private final OpenClient client;
  private final String hostAddress;
  private final Environment environment;
  private final Map<String, String> facts = new TreeMap<>();
  private String address = LOOPBACK;
  private RunningService server;
  private CpuMeter meter;

  private OpenService(
      Session session, Plan<ServiceParameters> plan, Served condition, OpenClient client)
      throws IOException {
    this.session = session;
    this.condition = condition;
    this.place = plan.parameters().place();
    this.cpus = EndCpus.of(plan.parameters().cpus(), plan.setting().cpus());
    this.port = FreePort.find();
    this.client = client;
    this.hostAddress = condition.stack().isElsewhere() ? LOOPBACK : client.hostAddress();
    Optional<String> unreachable = unreachable();
    if (unreachable.isPresent()) {
      String remedy = condition.via() == Via.PROGRAM ? "; write kvm(net=tap)" : "";
      throw new LaunchException(
          condition.name() + " is not reached from there: " + unreachable.get() + remedy);
    }
    this.environment =
        session.enter(
            condition.entered(client.published(condition.stack(), hostAddress, port).text()),
            plan.setting().limits().or(usualLimits()));
  }

  /**
   * Makes the environment and that of the client, and starts the server.
   *
   * @throws IOException in one line; nothing is left
   */
  static OpenService open(Lab lab, Plan<ServiceParameters> plan, Served condition)
      throws IOException {
    ServiceParameters asked = plan.parameters();
    EndCpus cpus = EndCpus.of(asked.cpus(), plan.setting().cpus());
    OpenClient client =
        OpenClient.open(lab.session(), asked.place(), asked.address(), cpus, cpus.client());
    OpenService open =
        FailedStart.orClosed(client, () -> new OpenService(lab.session(), plan, condition, client));
    return FailedStart.orClosed(
        open,
        () -> {
          open.start(
              asked.server(plan.setting()), line -> lab.console().add(condition.name(), line));
          open.prove();
          return open;
        });
  }

  private Optional<String> unreachable() {
    // What a guest of another machine translates may be routed to this host, as a bridge is.
    boolean far = condition.stack().isElsewhere() && condition.via() == Via.PROGRAM;
    return client.isApart() || far && !place.isBeside()
        ? ClientPlace.onlyNearby(condition.stack(), condition.via())
        : Optional.empty();
  }

  private boolean isBare() {
    return condition.stack().text().equals(Stack.BARE);
  }

  /** The server's CPU for all that is in there; the client's too where that is. */
  private Limits usualLimits() {
    Stream<Integer> used =
        place.isBeside() ? Stream.of(cpus.client(), cpus.server()) : Stream.of(cpus.server());
    String set = used.distinct().sorted().map(String::valueOf).collect(Collectors.joining(","));
    return isBare() || condition.stack().isElsewhere()
        ? Limits.NONE
        : Limits.NONE.with("cpuset", set);
  }

  /** Returns what puts the server on its CPU: in a guest that counts its own, nothing. */
  private List<String> pinned() {
    boolean inside = place.isBeside() && !condition.stack().isElsewhere();
    boolean own = isBare() || inside && !condition.stack().hasGuest();
    return own ? List.of("taskset", "-c", String.valueOf(cpus.server())) : List.of();
  }

  private void start(Service service, Consumer<String> console) throws IOException {
    String known = known();
    address = address(known);
    boolean alone = known.equals(LOOPBACK) && condition.via() != Via.PROGRAM;
    String bind = isBare() ? hostAddress : alone && !client.isApart() ? LOOPBACK : EVERYWHERE;
    List<Pack> packs = session.packs();
    String asked = isBare() ? hostAddress : known;
    if (condition.stack().hasGuest() && !environment.isDry()) {
      Preparation.bring(session.host(), environment, service, console);
    }
    server =
        RunningService.start(environment, service, packs, bind, port, pinned(), asked, console);
    meter = CpuMeter.of(environment, condition.stack());
  }

  /** Returns where this program reaches it. */
  private String known() throws IOException {
    Optional<String> known = environment.address();
    return environment.isDry()
        ? known.orElse("ADDRESS")
        : known.orElseThrow(
            () -> new LaunchException(condition.name() + " has no address for its server"));
  }

  /** Returns where its client reaches it. */
  private String address(String known) throws IOException {
    if (place.isBeside()) {
      return LOOPBACK;
    }
    if (!client.isApart() || condition.via() == Via.NAT || condition.via() == Via.BRIDGE) {
      return known;
    }
    return machineAddress();
  }

  /** Returns where the client reaches the machine that the server is on. */
  private String machineAddress() throws IOException {
    return condition.stack().isElsewhere() ? client.addressOf(machine()) : hostAddress;
  }

  private Environment machine() {
    if (!condition.stack().isElsewhere()) {
      return session.host();
    }
    List<Environment> around = environment.around();
    return around.isEmpty() ? environment : around.get(0);
  }

  /** A client beside the server has nothing in between. */
  private void prove() throws IOException {
    if (place.isBeside() || environment.isDry()) {
      facts.putAll(Map.of("topology.hosts", "1", "client.stack", place.text()));
      return;
    }
    boolean elsewhere = condition.stack().isElsewhere();
    facts.putAll(client.facts(machine(), address, condition.stack()));
    PathVerifier verifier =
        new PathVerifier(
            machine(),
            environment,
            new PathVerifier.Asked(
                condition.name(),
                condition.via(),
                !isBare() && !condition.stack().hasOwnKernel() && !elsewhere));
    Optional<String> obstacle = verifier.obstacle(apart());
    facts.put(PROOF, obstacle.isPresent() ? "not proven: " + obstacle.get() : proof(verifier));
  }

  private String proof(PathVerifier verifier) throws IOException {
    boolean here = !client.isApart() && !condition.stack().isElsewhere();
    boolean machines = condition.via() == Via.LOOPBACK || condition.via() == Via.PROGRAM;
    String towards =
        here || !machines
            ? address
            : client.isApart() ? client.addressTowards(machineAddress()) : address;
    return verifier.proof(
        address,
        verifier.route(towards),
        port,
        here ? Prober.HOST : Prober.ELSEWHERE,
        here ? Optional.empty() : Optional.of(client.environment()));
  }

  private Optional<Environment> apart() {
    return client.isApart() ? Optional.of(client.environment()) : Optional.empty();
  }

  @Override
  public Environment client() {
    return place.isBeside() ? environment : client.environment();
  }

  /** Flags that tell the load where the server is, and where it runs itself. */
  List<String> clientFlags() {
    boolean guest = place.isBeside() && condition.stack().hasGuest();
    boolean far = place.isBeside() && condition.stack().isElsewhere();
    String own = guest ? "none" : far ? "auto" : client.cpus("none");
    return List.of("-Dtare.app.server=" + address + ":" + port, "-Dtare.app.cpus=" + own);
  }

  @Override
  public CpuMeter meter() {
    return meter;
  }

  @Override
  public CompletableFuture<?> end() {
    return server.end();
  }

  private List<Mount> mounts() throws IOException {
    return Mount.parse(environment.read("/proc/self/mountinfo").lines().toList());
  }

  Facts facts(Facts host) throws IOException {
    Map<String, String> all = new TreeMap<>(host.values());
    all.putAll(environment.facts().values());
    all.putAll(facts);
    all.put("service.version", server.version());
    all.put("service.configuration", server.configuration());
    all.put("service.address", address + ":" + port);
    all.put("service.cpus", cpus.text());
    Mount.holding(mounts(), environment.places().data())
        .ifPresent(one -> all.put(STORAGE, one.type() + " on device " + one.device()));
    for (Pack pack : session.packs()) {
      all.put("pack." + pack.name(), pack.text() + " (" + pack.hash() + ")");
    }
    return Facts.of(all);
  }

  @Override
  public void check() throws LaunchException {
    if (!environment.isDry() && !server.isAlive()) {
      throw new LaunchException(environment.loss().orElseGet(server::ended));
    }
  }

  @Override
  public void close() throws IOException {
    if (meter != null) {
      meter.close();
    }
    try {
      if (server != null) {
        server.close();
      }
    } finally {
      try {
        session.leave(environment);
      } finally {
        client.close();
      }
    }
  }
}
