package dev.tare.experiment.serving;

import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.ends.CpuMeter;
import dev.tare.experiment.ends.EndCpus;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.proc.FreePort;
import dev.tare.proc.MariaDbFiles;
import dev.tare.result.Facts;
import dev.tare.service.RunningService;
import dev.tare.service.Service;
import dev.tare.service.Services;
import dev.tare.userland.Pack;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A server that answers in an environment, and the place of its client. */
final class OpenService implements Closeable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String ROWS = "tableRows=";
  private static final String EVERYWHERE = "0.0.0.0";

  private final Session session;
  private final Served condition;
  private final boolean inside;
  private final EndCpus cpus;
  private final int port;
  private final Environment environment;
  private String address = LOOPBACK;
  private RunningService server;
  private CpuMeter meter;

  private OpenService(Lab lab, Plan<ServiceParameters> plan, Served condition) throws IOException {
    this.session = lab.session();
    this.condition = condition;
    this.inside = plan.parameters().client() == ClientPlace.ENV;
    this.cpus = EndCpus.of(plan.parameters().cpus(), plan.setting().cpus());
    this.port = FreePort.find();
    this.environment =
        session.enter(condition.entered(port), plan.setting().limits().or(usualLimits()));
  }

  /**
   * Makes the environment and starts the server.
   *
   * @throws IOException in one line; nothing is left
   */
  static OpenService open(Lab lab, Plan<ServiceParameters> plan, Served condition)
      throws IOException {
    OpenService open = new OpenService(lab, plan, condition);
    try {
      open.start(
          Services.named(plan.parameters().service()).orElseThrow().withRows(rows(plan.setting())),
          line -> lab.console().add(condition.name(), line));
      return open;
    } catch (IOException | RuntimeException e) {
      try {
        open.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** Is how the load is told. */
  private static int rows(Setting setting) {
    return setting.params().stream()
        .filter(param -> param.startsWith(ROWS))
        .mapToInt(param -> Integer.parseInt(param.substring(ROWS.length())))
        .findFirst()
        .orElse(MariaDbFiles.ROWS);
  }

  private boolean isBare() {
    return condition.stack().text().equals(Stack.BARE);
  }

  /** The server's CPU for all that is in there; the client's too where that is. */
  private Limits usualLimits() {
    String set = inside && cpus.client() != cpus.server() ? both() : String.valueOf(cpus.server());
    return isBare() ? Limits.NONE : Limits.NONE.with("cpuset", set);
  }

  private String both() {
    return Math.min(cpus.client(), cpus.server()) + "," + Math.max(cpus.client(), cpus.server());
  }

  /** Returns what puts the server on its CPU: in a guest that counts its own, nothing. */
  private List<String> pinned() {
    boolean own = isBare() || inside && !condition.stack().hasGuest();
    return own ? List.of("taskset", "-c", String.valueOf(cpus.server())) : List.of();
  }

  private void start(Service service, java.util.function.Consumer<String> console)
      throws IOException {
    boolean dry = environment.isDry();
    Optional<String> known = environment.address();
    address =
        dry
            ? known.orElse("ADDRESS")
            : known.orElseThrow(
                () -> new LaunchException(condition.name() + " has no address for its server"));
    String bind = address.equals(LOOPBACK) && !condition.isPublished() ? LOOPBACK : EVERYWHERE;
    List<Pack> packs = session.packs();
    server =
        RunningService.start(environment, service, packs, bind, port, pinned(), address, console);
    meter = CpuMeter.of(environment, condition.stack().hasGuest());
  }

  /** Tells where the load runs. */
  Environment client() {
    return inside ? environment : session.host();
  }

  /** Flags that tell the load where the server is, and where it runs itself. */
  List<String> clientFlags() {
    String own = inside && condition.stack().hasGuest() ? "none" : cpus.text();
    String host = inside ? LOOPBACK : address;
    return List.of("-Dtare.app.server=" + host + ":" + port, "-Dtare.app.cpus=" + own);
  }

  CpuMeter meter() {
    return meter;
  }

  RunningService server() {
    return server;
  }

  /** Returns what the place is, and how the server was started in it. */
  Facts facts(Facts host) throws IOException {
    Map<String, String> all = new TreeMap<>(host.values());
    all.putAll(environment.facts().values());
    all.put("service.version", server.version());
    all.put("service.configuration", server.configuration());
    all.put("service.address", address + ":" + port);
    all.put("service.cpus", cpus.text());
    for (Pack pack : session.packs()) {
      all.put("pack." + pack.name(), pack.text() + " (" + pack.hash() + ")");
    }
    return Facts.of(all);
  }

  /**
   * Checks whether it still answers.
   *
   * @throws LaunchException in one line where it has gone, or its place with it
   */
  void check() throws LaunchException {
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
      session.leave(environment);
    }
  }
}
