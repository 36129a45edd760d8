package dev.tare.experiment.ends;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.Finding;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Programs;
import dev.tare.launch.Script;
import dev.tare.launch.Serves;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks which way to a server things go, before anything is timed.
 *
 * @param machine that the environment is on
 */
public record PathVerifier(Environment machine, Environment environment, Asked asked) {
  private static final String IPTABLES = "iptables";
  private static final Command NAT_TABLE =
      Script.of("also-sbin", IPTABLES, "-w", "-t", "nat", "-L", "-v", "-x", "-n");
  private static final Command NAMESPACE = Command.of("readlink", "/proc/self/ns/net");

  /**
   * Describes what is to be proven.
   *
   * @param name of the path
   * @param hasNamespace whether a namespace of the machine's own kernel is what tells its network
   *     from the machine's
   */
  public record Asked(String name, Via via, boolean hasNamespace) {}

  /** Tells where the machine's way to an address leads. */
  public Route route(String address) throws IOException {
    return Route.to(machine, address);
  }

  /**
   * Says why nothing can be proven here, one line; absent where it can.
   *
   * @param apart the place of its own of the other end
   */
  public Optional<String> obstacle(Optional<Environment> apart) throws IOException {
    Optional<String> obstacle = Route.lacking(machine).map(Finding::line);
    if (obstacle.isEmpty() && apart.isPresent()) {
      obstacle = Route.lacking(apart.get()).map(one -> "in the client's place " + one.line());
    }
    if (obstacle.isEmpty() && asked.via() == Via.NAT) {
      obstacle = Programs.lackingAlsoInSbin(engine(), IPTABLES).map(Finding::line);
      if (obstacle.isEmpty()) {
        Ended table = engine().run(NAT_TABLE, Environment.PATIENCE);
        obstacle = table.succeeded() ? Optional.empty() : Optional.of(unreadable(table));
      }
    }
    return obstacle;
  }

  /**
   * Sends probes, and judges by what was counted meanwhile. A flow whose ports were used a moment
   * before is known to connection tracking and not counted again, so a refusal is looked at twice.
   *
   * @param address where the server is reached
   * @param route see {@link PathEvidence}
   * @param apart the place of its own of the other end; absent: this program's
   * @return the proof in words
   * @throws LaunchException in one line where this is another path
   */
  public String proof(
      String address, Route route, int port, Prober prober, Optional<Environment> apart)
      throws IOException {
    sameNamespace();
    refuse(
        prober.isInbound()
            ? PathEvidence.misrouted(asked.via(), route, address)
            : Optional.empty());
    PathEvidence evidence = evidence(address, route, port, prober, apart);
    if (evidence.refusal().isPresent()) {
      evidence = evidence(address, route, port, prober, apart);
    }
    refuse(evidence.refusal());
    return evidence.words();
  }

  private PathEvidence evidence(
      String address, Route route, int port, Prober prober, Optional<Environment> apart)
      throws IOException {
    PathEvidence.Counters before = seen(apart);
    switch (prober) {
      case HOST -> PathProbe.fromHost(address, port);
      case ELSEWHERE -> PathProbe.from(apart.orElseThrow(), address, port);
      default -> PathProbe.from(environment, address, port);
    }
    return new PathEvidence(asked.via(), route, address, port, prober, before, seen(apart));
  }

  private void refuse(Optional<String> why) throws LaunchException {
    if (why.isPresent()) {
      throw new LaunchException("not " + asked.name() + ": " + why.get());
    }
  }

  /** A container on the host's network shares its namespace, and only such a one does. */
  private void sameNamespace() throws IOException {
    if (!asked.hasNamespace()) {
      return;
    }
    boolean same = machine.ran(NAMESPACE).equals(environment.ran(NAMESPACE));
    boolean shared = asked.via() == Via.LOOPBACK;
    if (same != shared) {
      throw new LaunchException(
          "not "
              + asked.name()
              + ": the environment has "
              + (same ? "the host's network namespace" : "a network namespace of its own"));
    }
  }

  private PathEvidence.Counters seen(Optional<Environment> apart) throws IOException {
    boolean own = asked.via() != Via.LOOPBACK;
    return new PathEvidence.Counters(
        devices(machine),
        own ? inside() : new TreeMap<>(),
        apart.isPresent() ? devices(apart.get()) : new TreeMap<>(),
        rules());
  }

  /** Returns the counters inside; a server has them at the other end of its link. */
  private Map<String, LinkCounters> inside() throws IOException {
    Optional<Serves> server = environment.as(Serves.class);
    if (server.isEmpty()) {
      return devices(environment);
    }
    String link = server.get().link();
    LinkCounters seen = devices(machine).get(link);
    return seen == null ? Map.of() : Map.of(link, seen.fromItsOtherEnd());
  }

  private static Map<String, LinkCounters> devices(Environment where) throws IOException {
    return LinkCounters.parse(where.ran(Command.of("cat", LinkCounters.FILE)));
  }

  /** Returns that of the place that runs the innermost engine. */
  private List<NatRule> rules() throws IOException {
    if (asked.via() != Via.NAT) {
      return List.of();
    }
    Ended table = engine().run(NAT_TABLE, Environment.PATIENCE);
    if (!table.succeeded()) {
      throw new LaunchException(unreadable(table));
    }
    return NatRule.parse(table.out());
  }

  private Environment engine() {
    List<Environment> around = environment.around();
    return around.isEmpty() ? machine : around.get(around.size() - 1);
  }

  private static String unreadable(Ended table) {
    return "the rules that translate cannot be read ("
        + table.lastLine()
        + "); it takes iptables and root";
  }
}
