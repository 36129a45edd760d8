package dev.tare.launch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Holds a bridge of our own on a subnet that nobody uses, for links of containers and guests. Where
 * the firewall drops what passes through bridges, a rule lets pass what goes between ours. Needs
 * root and iproute2 in the environment outside.
 */
public final class Bridge implements AutoCloseable {
  /** Is what the name of every bridge of ours begins with. */
  public static final String PREFIX = Owner.PREFIX + "br";

  /** Tells whether what passes through a bridge goes through iptables. */
  private static final String FILTERED = "/proc/sys/net/bridge/bridge-nf-call-iptables";

  private final Environment outer;
  private final String name;
  private final Subnet subnet;
  private final Optional<Command> rule;
  private boolean open = true;

  private Bridge(Environment outer, String name, Subnet subnet, Optional<Command> rule) {
    this.outer = outer;
    this.name = name;
    this.subnet = subnet;
    this.rule = rule;
  }

  /**
   * Makes a bridge with the first address of a free subnet. Its name is bound to the subnet, so of
   * two programs that want the same subnet one fails to make the link and takes the next.
   *
   * @throws LaunchException when no subnet is free, or a link cannot be made
   */
  public static Bridge make(Environment outer, Owner owner) throws IOException {
    String routes = outer.ran(Command.of("ip", "-4", "route", "show", "table", "all"));
    Ended last = null;
    for (Subnet subnet : Subnet.free(routes)) {
      String name = PREFIX + subnet.number();
      last = outer.run(Command.of("ip", "link", "add", "name", name, "type", "bridge"));
      if (last.succeeded()) {
        return configured(outer, owner, name, subnet);
      }
      if (!last.err().contains("File exists")) {
        break;
      }
    }
    throw new LaunchException(
        last == null
            ? "no subnet is free for a bridge; all of " + Subnet.POOLS + " are routed"
            : "no bridge can be made: " + last.lastLine() + "; run as root, load module bridge");
  }

  private static Bridge configured(Environment outer, Owner owner, String name, Subnet subnet)
      throws IOException {
    Optional<Command> rule =
        isFiltered(outer)
            ? Optional.of(
                Command.of("FORWARD", "-i", name, "-o", PREFIX + "+")
                    .and("-m", "comment", "--comment", owner.text(), "-j", "ACCEPT"))
            : Optional.empty();
    Bridge bridge = new Bridge(outer, name, subnet, rule);
    try {
      outer.ran(Command.of("ip", "link", "set", "dev", name, "alias", owner.text()));
      outer.ran(Command.of("ip", "addr", "add", bridge.hostAddress() + "/24", "dev", name));
      outer.ran(Command.of("ip", "link", "set", "dev", name, "up"));
      if (rule.isPresent()) {
        outer.ran(Command.of("iptables", "-w", "-I").and(rule.get().words()));
      }
      return bridge;
    } catch (IOException | RuntimeException e) {
      FailedStart.close(bridge::close, e);
      throw e;
    }
  }

  private static boolean isFiltered(Environment outer) throws IOException {
    return outer.run(Command.of("cat", FILTERED)).out().strip().equals("1");
  }

  /** Returns the link's name, at most 15 letters. */
  public String name() {
    return name;
  }

  /** The address that the environment outside has on the bridge. */
  public String hostAddress() {
    return subnet.address(1);
  }

  /**
   * Returns an address on the bridge, of a /24 subnet.
   *
   * @param number 2 to 254; 255 is everybody
   */
  public String address(int number) {
    return subnet.address(number);
  }

  /**
   * Gives a process's network a link on this bridge, {@code eth0} inside; it goes with that
   * network.
   *
   * @param pid as the environment outside numbers it
   * @param number of the address inside
   */
  void connect(Owner owner, String pid, int number) throws IOException {
    String link = Owner.PREFIX + "ve" + subnet.number();
    outer.ran(
        Command.of("ip", "link", "add", "name", link, "type", "veth")
            .and("peer", "name", "eth0", "netns", pid));
    outer.ran(Command.of("ip", "link", "set", "dev", link, "alias", owner.text()));
    outer.ran(Command.of("ip", "link", "set", "dev", link, "master", name, "up"));
    Command inside = Command.of("nsenter", "-t", pid, "-n", "ip");
    outer.ran(inside.and("addr", "add", address(number) + "/24", "dev", "eth0"));
    outer.ran(inside.and("link", "set", "dev", "eth0", "up"));
    outer.ran(inside.and("route", "add", "default", "via", hostAddress()));
  }

  /** Removes the rule and the bridge; links on it are set free. */
  @Override
  public void close() throws IOException {
    if (!open) {
      return;
    }
    try {
      if (rule.isPresent()) {
        // Not there when it was the rule that failed to be made.
        outer.run(Command.of("iptables", "-w", "-D").and(rule.get().words()));
      }
    } finally {
      outer.ran(Command.of("ip", "link", "del", "dev", name));
    }
    open = false;
  }

  static List<Finding> check(Environment outer) throws IOException {
    if (outer.isDry()) {
      return List.of();
    }
    if (!Programs.has(outer, "ip")) {
      return List.of(Programs.missing("ip"));
    }
    if (isFiltered(outer) && !Programs.has(outer, "iptables")) {
      return List.of(Programs.missing("iptables"));
    }
    String routes = outer.ran(Command.of("ip", "-4", "route", "show", "table", "all"));
    return Subnet.free(routes).isEmpty()
        ? List.of(
            Finding.missing(
                "all subnets for a bridge are taken (" + Subnet.POOLS + ")",
                "free one, or use network=host"))
        : List.of();
  }
}
