package dev.tare.experiment.ends;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes whether what was sent took the path that was asked for: what the devices and rules
 * counted meanwhile.
 *
 * @param via what it is to lead through
 * @param route of what the server's machine sends to the environment, or to an end that is apart
 *     where the environment has that machine's network
 * @param address that was knocked at
 * @param port of the server
 * @param prober from where it was knocked
 * @param before all counters before
 * @param after all counters after
 */
public record PathEvidence(
    Via via,
    Route route,
    String address,
    int port,
    Prober prober,
    Counters before,
    Counters after) {
  /**
   * Describes what counts what passes, at one moment.
   *
   * @param host the devices of the server's machine
   * @param inside the environment's own devices; empty where it has none of its own
   * @param client those of a client that is apart; empty for any other
   * @param rules that rewrite addresses, where the path needs one
   */
  record Counters(
      Map<String, LinkCounters> host,
      Map<String, LinkCounters> inside,
      Map<String, LinkCounters> client,
      List<NatRule> rules) {}

  /** Tells why this is another path, and which; absent where it is this one. */
  Optional<String> refusal() {
    return switch (via) {
      case LOOPBACK ->
          prober.isApart()
              ? passes()
              : route.isLoopback()
                  ? Optional.empty()
                  : Optional.of(address + " is at " + route.device());
      case PROGRAM -> arrives();
      case BRIDGE -> reaches().or(this::arrives);
      case NAT -> translated().or(this::arrives);
    };
  }

  String words() {
    String inside = "; device inside: " + words(inside());
    String far = prober == Prober.ELSEWHERE ? "; devices of the client: " + words(client()) : "";
    return far(inside) + far;
  }

  private String far(String inside) {
    return switch (via) {
      case LOOPBACK ->
          "the route leads through "
              + route.device()
              + (prober.isApart() ? " (" + words(device()) + ")" : "");
      case PROGRAM -> "a program passes on" + inside;
      case BRIDGE ->
          "the route leads through " + route.device() + " (" + words(device()) + ")" + inside;
      case NAT ->
          "the rule that translates counted "
              + flows()
              + " for "
              + prober.flows()
              + " flows"
              + inside;
    };
  }

  /** Tells why a route cannot lead through a bridge, whatever answers; absent where it can. */
  static Optional<String> misrouted(Via via, Route route, String address) {
    return via == Via.BRIDGE && route.isLoopback()
        ? Optional.of(
            address
                + " is an address of the host itself: what answers there is a program of the host,"
                + " not a bridge")
        : Optional.empty();
  }

  private Optional<String> reaches() {
    Optional<String> misrouted = misrouted(via, route, address);
    if (misrouted.isPresent() && prober.isInbound()) {
      return misrouted;
    }
    // What one container sends to another on its bridge is not counted by the bridge itself.
    return prober == Prober.ELSEWHERE ? left() : carried(prober == Prober.HOST);
  }

  /** The machine's own network, and another one's: both have devices that are not loopback. */
  private Optional<String> passes() {
    return prober == Prober.ELSEWHERE ? left().or(() -> carried(false)) : carried(true);
  }

  /**
   * Looks at the device of the route.
   *
   * @param sent whether it sends what was sent, or receives it
   */
  private Optional<String> carried(boolean sent) {
    boolean bytes = sent && prober == Prober.HOST;
    return device().filter(one -> one.hasProbe(sent, bytes)).isPresent()
        ? Optional.empty()
        : Optional.of(
            "what was sent did not pass " + route.device() + " (" + words(device()) + ")");
  }

  private Optional<String> left() {
    return client().filter(one -> one.hasProbe(true, false)).isPresent()
        ? Optional.empty()
        : Optional.of(
            "what was sent did not pass the client's own devices (" + words(client()) + ")");
  }

  private Optional<String> translated() {
    if (prober.isInbound() && NatRule.inbound(after.rules(), "tcp", address, port).isEmpty()) {
      return Optional.of("no rule translates port " + port + " of " + address + ": " + shortcut());
    }
    return flows() < prober.flows()
        ? Optional.of(
            "the rule for port "
                + port
                + " counted "
                + flows()
                + " flows of "
                + prober.flows()
                + ": "
                + shortcut())
        : Optional.empty();
  }

  private static String shortcut() {
    return "a program in user space (docker-proxy) carries it, that is no NAT";
  }

  private Optional<String> arrives() {
    return inside()
            .filter(one -> one.hasProbe(!prober.isInbound(), prober == Prober.HOST))
            .isPresent()
        ? Optional.empty()
        : Optional.of(
            "what was sent did not pass the environment's own device (" + words(inside()) + ")");
  }

  private long flows() {
    return flows(after) - flows(before);
  }

  private long flows(Counters seen) {
    if (!prober.isInbound()) {
      return NatRule.masqueraded(seen.rules());
    }
    return NatRule.inbound(seen.rules(), "tcp", address, port).map(NatRule::flows).orElse(0L)
        + NatRule.inbound(seen.rules(), "udp", address, port).map(NatRule::flows).orElse(0L);
  }

  private Optional<LinkCounters> device() {
    LinkCounters then = before.host().get(route.device());
    LinkCounters now = after.host().get(route.device());
    return then == null || now == null ? Optional.empty() : Optional.of(now.since(then));
  }

  private Optional<LinkCounters> inside() {
    return since(before.inside(), after.inside());
  }

  private Optional<LinkCounters> client() {
    return since(before.client(), after.client());
  }

  private static Optional<LinkCounters> since(
      Map<String, LinkCounters> then, Map<String, LinkCounters> now) {
    return LinkCounters.beyondLoopback(now)
        .flatMap(later -> LinkCounters.beyondLoopback(then).map(later::since));
  }

  private static String words(Optional<LinkCounters> carried) {
    return carried.map(LinkCounters::words).orElse("no such device");
  }
}
