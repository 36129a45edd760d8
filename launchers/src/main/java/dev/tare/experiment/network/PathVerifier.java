package dev.tare.experiment.network;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks which way to a server things go, before anything is timed. */
final class PathVerifier {
  private static final Command NAT_TABLE =
      Command.of("iptables", "-w", "-t", "nat", "-L", "-v", "-x", "-n");
  private static final Command NAMESPACE = Command.of("readlink", "/proc/self/ns/net");

  private final Environment host;
  private final Environment environment;
  private final PathVariant variant;

  PathVerifier(Environment host, Environment environment, PathVariant variant) {
    this.host = host;
    this.environment = environment;
    this.variant = variant;
  }

  /** Tells where the host's way to an address leads. */
  Route route(String address) throws IOException {
    Ended said =
        host.run(Command.of("ip", "-4", "-o", "route", "get", address), Environment.PATIENCE);
    if (host.isDry()) {
      return new Route(Route.LOOPBACK, Optional.of("HOST"));
    }
    return Route.parse(said.out())
        .orElseThrow(
            () ->
                new LaunchException(
                    "no route leads to " + address + " (" + said.lastLine() + "); see ip route"));
  }

  /**
   * Sends probes, and judges by what was counted meanwhile. A flow whose ports were used a moment
   * before is known to connection tracking and not counted again, so a refusal is looked at twice.
   *
   * @param address where the server is reached
   * @param route of the host towards the environment
   * @return the proof in words
   * @throws LaunchException in one line where this is another path
   */
  String proof(String address, Route route, int port, boolean reverse) throws IOException {
    sameNamespace();
    refuse(reverse ? Optional.empty() : PathEvidence.misrouted(variant, route, address));
    PathEvidence evidence = evidence(address, route, port, reverse);
    if (evidence.refusal().isPresent()) {
      evidence = evidence(address, route, port, reverse);
    }
    refuse(evidence.refusal());
    return evidence.words();
  }

  private PathEvidence evidence(String address, Route route, int port, boolean reverse)
      throws IOException {
    PathCounters before = seen();
    if (reverse) {
      PathProbe.from(environment, address, port);
    } else {
      PathProbe.fromHost(address, port);
    }
    return new PathEvidence(variant, route, address, port, reverse, before, seen());
  }

  private void refuse(Optional<String> why) throws LaunchException {
    if (why.isPresent()) {
      throw new LaunchException("not " + variant.path().word() + ": " + why.get());
    }
  }

  /** A container on the host's network shares its namespace, and only such a one does. */
  private void sameNamespace() throws IOException {
    if (variant.path().hasGuest() || variant.path().isBare()) {
      return;
    }
    boolean same = host.ran(NAMESPACE).equals(environment.ran(NAMESPACE));
    boolean shared = variant.path().via() == NetworkPath.Via.LOOPBACK;
    if (same != shared) {
      throw new LaunchException(
          "not "
              + variant.path().word()
              + ": the environment has "
              + (same ? "the host's network namespace" : "a network namespace of its own"));
    }
  }

  private PathCounters seen() throws IOException {
    boolean own = variant.path().via() != NetworkPath.Via.LOOPBACK;
    return new PathCounters(devices(host), own ? devices(environment) : new TreeMap<>(), rules());
  }

  private static Map<String, LinkCounters> devices(Environment where) throws IOException {
    return LinkCounters.parse(where.ran(Command.of("cat", LinkCounters.FILE)));
  }

  /** Returns that of the place that runs the innermost engine. */
  private List<NatRule> rules() throws IOException {
    if (variant.path().via() != NetworkPath.Via.NAT) {
      return List.of();
    }
    List<Environment> around = environment.around();
    Environment engine = around.isEmpty() ? host : around.get(around.size() - 1);
    Ended table = engine.run(NAT_TABLE, Environment.PATIENCE);
    if (!table.succeeded()) {
      throw new LaunchException(
          "the rules that translate cannot be read ("
              + table.lastLine()
              + "); it takes iptables and root");
    }
    return NatRule.parse(table.out());
  }
}
