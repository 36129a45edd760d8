package dev.tare.experiment.network;

import java.util.Optional;

/**
 * Whether what was sent took the path that was asked for: what the devices and rules counted
 * meanwhile.
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
    Seen before,
    Seen after) {

  /** Why this is another path, and which; absent where it is this one. */
  Optional<String> refusal() {
    return switch (variant.path().via()) {
      case LOOPBACK ->
          route.isLoopback() ? Optional.empty() : Optional.of(address + " is at " + route.device());
      case PROGRAM -> arrives();
      case BRIDGE -> reaches().or(this::arrives);
      case NAT -> translated().or(this::arrives);
    };
  }

  /** In words, for the facts of the environment. */
  String words() {
    String out = "the route leads through " + route.device();
    return switch (variant.path().via()) {
      case LOOPBACK -> out;
      case PROGRAM -> "a program passes on; device inside: " + since(inside(before), inside(after));
      case BRIDGE ->
          out
              + " ("
              + since(device(before), device(after))
              + "); device inside: "
              + since(inside(before), inside(after));
      case NAT ->
          "the rule that translates counted "
              + flows()
              + " for "
              + expected()
              + " flows"
              + "; device inside: "
              + since(inside(before), inside(after));
    };
  }

  /** Why a route cannot lead through a bridge, whatever answers; absent where it can. */
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
    return carried(device(before), device(after), !reverse)
        ? Optional.empty()
        : Optional.of(
            "what was sent did not pass "
                + route.device()
                + " ("
                + since(device(before), device(after))
                + ")");
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
    return carried(inside(before), inside(after), reverse)
        ? Optional.empty()
        : Optional.of(
            "what was sent did not pass the environment's own device ("
                + since(inside(before), inside(after))
                + ")");
  }

  /** Connections alone from inside; with the datagrams from the host. */
  private int expected() {
    return reverse ? Knock.TIMES : 2 * Knock.TIMES;
  }

  private long flows() {
    return flows(after) - flows(before);
  }

  private long flows(Seen seen) {
    if (reverse) {
      return NatRule.masqueraded(seen.rules());
    }
    return NatRule.inbound(seen.rules(), "tcp", address, port).map(NatRule::flows).orElse(0L)
        + NatRule.inbound(seen.rules(), "udp", address, port).map(NatRule::flows).orElse(0L);
  }

  private boolean carried(Optional<LinkCounters> then, Optional<LinkCounters> now, boolean sent) {
    return then.isPresent()
        && now.isPresent()
        && now.get().carriedSince(then.get(), sent, !reverse);
  }

  private static String since(Optional<LinkCounters> then, Optional<LinkCounters> now) {
    return then.isPresent() && now.isPresent() ? now.get().since(then.get()) : "no such device";
  }

  private Optional<LinkCounters> device(Seen seen) {
    return Optional.ofNullable(seen.host().get(route.device()));
  }

  private static Optional<LinkCounters> inside(Seen seen) {
    return LinkCounters.beyondLoopback(seen.inside());
  }
}
