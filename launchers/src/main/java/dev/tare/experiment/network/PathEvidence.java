package dev.tare.experiment.network;

import java.util.Optional;

/**
 * Describes whether what was sent took the path that was asked for: what the devices and rules
 * counted meanwhile.
 *
 * @param variant the path that was asked for
 * @param route of what the host sends there
 * @param address that was knocked at
 * @param port of the server
 * @param reverse whether it was knocked from inside
 * @param before all counters before
 * @param after all counters after
 */
record PathEvidence(
    PathVariant variant,
    Route route,
    String address,
    int port,
    boolean reverse,
    PathCounters before,
    PathCounters after) {

  /** Tells why this is another path, and which; absent where it is this one. */
  Optional<String> refusal() {
    return switch (variant.path().via()) {
      case LOOPBACK ->
          route.isLoopback() ? Optional.empty() : Optional.of(address + " is at " + route.device());
      case PROGRAM -> arrives();
      case BRIDGE -> reaches().or(this::arrives);
      case NAT -> translated().or(this::arrives);
    };
  }

  /** Returns it in words, for the facts of the environment. */
  String words() {
    String inside = "; device inside: " + words(inside());
    return switch (variant.path().via()) {
      case LOOPBACK -> "the route leads through " + route.device();
      case PROGRAM -> "a program passes on" + inside;
      case BRIDGE ->
          "the route leads through " + route.device() + " (" + words(device()) + ")" + inside;
      case NAT ->
          "the rule that translates counted " + flows() + " for " + expected() + " flows" + inside;
    };
  }

  /** Tells why a route cannot lead through a bridge, whatever answers; absent where it can. */
  static Optional<String> misrouted(PathVariant variant, Route route, String address) {
    return variant.path().via() == NetworkPath.Via.BRIDGE && route.isLoopback()
        ? Optional.of(
            address
                + " is an address of the host itself: what answers there is a program of the host,"
                + " not a bridge")
        : Optional.empty();
  }

  private Optional<String> reaches() {
    Optional<String> misrouted = misrouted(variant, route, address);
    if (misrouted.isPresent() && !reverse) {
      return misrouted;
    }
    return device().filter(one -> one.hasProbe(!reverse, !reverse)).isPresent()
        ? Optional.empty()
        : Optional.of(
            "what was sent did not pass " + route.device() + " (" + words(device()) + ")");
  }

  private Optional<String> translated() {
    if (!reverse && NatRule.inbound(after.rules(), "tcp", address, port).isEmpty()) {
      return Optional.of("no rule translates port " + port + " of " + address + ": " + shortcut());
    }
    return flows() < expected()
        ? Optional.of(
            "the rule for port "
                + port
                + " counted "
                + flows()
                + " flows of "
                + expected()
                + ": "
                + shortcut())
        : Optional.empty();
  }

  private static String shortcut() {
    return "a program in user space (docker-proxy) carries it, that is no NAT";
  }

  private Optional<String> arrives() {
    return inside().filter(one -> one.hasProbe(reverse, !reverse)).isPresent()
        ? Optional.empty()
        : Optional.of(
            "what was sent did not pass the environment's own device (" + words(inside()) + ")");
  }

  /** Connections alone from inside; with the datagrams from the host. */
  private int expected() {
    return reverse ? PathProbe.TIMES : 2 * PathProbe.TIMES;
  }

  private long flows() {
    return flows(after) - flows(before);
  }

  private long flows(PathCounters seen) {
    if (reverse) {
      return NatRule.masqueraded(seen.rules());
    }
    return NatRule.inbound(seen.rules(), "tcp", address, port).map(NatRule::flows).orElse(0L)
        + NatRule.inbound(seen.rules(), "udp", address, port).map(NatRule::flows).orElse(0L);
  }

  /** Returns what the device of the route has carried meanwhile; absent where there is none. */
  private Optional<LinkCounters> device() {
    LinkCounters then = before.host().get(route.device());
    LinkCounters now = after.host().get(route.device());
    return then == null || now == null ? Optional.empty() : Optional.of(now.since(then));
  }

  /** Returns the same of the environment's own. */
  private Optional<LinkCounters> inside() {
    return LinkCounters.beyondLoopback(after.inside())
        .flatMap(now -> LinkCounters.beyondLoopback(before.inside()).map(now::since));
  }

  private static String words(Optional<LinkCounters> carried) {
    return carried.map(LinkCounters::words).orElse("no such device");
  }
}
