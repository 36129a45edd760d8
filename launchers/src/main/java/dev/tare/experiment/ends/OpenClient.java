package dev.tare.experiment.ends;

import dev.tare.experiment.Session;
import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Script;
import dev.tare.launch.Stack;
import dev.tare.proc.CpuList;
import dev.tare.proc.ProcText;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Is the place of a client, or in the reverse of a server: this host, or one of its own. */
public record OpenClient(
    Session session,
    ClientPlace place,
    Optional<String> asked,
    EndCpus cpus,
    Optional<Environment> own)
    implements Closeable {
  public static final String LOOPBACK = "127.0.0.1";

  /**
   * Opens it.
   *
   * @param asked the address at which the server's machine is reached from there; absent: the one
   *     from which it reaches the client
   * @param cpus of both ends; another machine has its own
   * @param cpu that of whatever is in there, one of the two
   */
  public static OpenClient open(
      Session session, ClientPlace place, Optional<String> asked, EndCpus cpus, int cpu)
      throws IOException {
    Optional<Environment> own = Optional.empty();
    if (place.stack().isPresent()) {
      Stack stack = place.stack().get();
      Limits set = Limits.NONE.with("cpuset", Integer.toString(cpu));
      own = Optional.of(session.enter(stack, stack.isElsewhere() ? Limits.NONE : set));
    }
    return new OpenClient(session, place, asked, cpus, own);
  }

  /** Tells whether it is in a place of its own, and not simply on this host. */
  public boolean isApart() {
    return own.isPresent();
  }

  /** Returns the place. */
  public Environment environment() {
    return own.orElse(session.host());
  }

  /** Returns its address, as this host reaches it. */
  public String address() throws IOException {
    if (own.isEmpty()) {
      return LOOPBACK;
    }
    Optional<String> known = own.get().address();
    if (known.isEmpty() && own.get().isDry()) {
      return "CLIENT";
    }
    return known.orElseThrow(
        () -> new LaunchException(place.text() + " has no address that a server could answer to"));
  }

  /**
   * Returns the address at which this host is reached from there.
   *
   * @throws LaunchException where no route leads there, or this host has not what was asked for
   */
  public String hostAddress() throws IOException {
    if (asked.isPresent() && !session.host().isDry()) {
      InetAddress address = InetAddress.getByName(asked.get());
      if (NetworkInterface.getByInetAddress(address) == null) {
        throw new LaunchException(
            "--address " + asked.get() + ": is none of this host's; see ip -4 addr");
      }
    }
    return asked.isPresent() || own.isEmpty() ? asked.orElse(LOOPBACK) : from(address());
  }

  /** Returns the same where the address that was asked for is the other end's own. */
  public String hostAddressOnTheWay() throws IOException {
    return from(addressOf(environment()));
  }

  /**
   * Returns as what a server's port is published: from elsewhere it is reached at the address that
   * was asked for, or that of the way there, which a layer on another machine finds by itself.
   *
   * @param server its environment
   * @param address at which this host is reached from there
   */
  public Published published(Stack server, String address, int port) {
    Optional<String> on = server.isElsewhere() ? asked : Optional.of(address);
    return new Published(on.filter(one -> isApart()), port);
  }

  private String from(String there) throws IOException {
    return session.host().isDry()
        ? "HOST"
        : Route.to(session.host(), there)
            .source()
            .orElseThrow(() -> new LaunchException("this host has no address towards " + there));
  }

  /**
   * Returns its address on the way to a server's machine.
   *
   * @param server that machine's, as it is reached from there
   */
  public String addressTowards(String server) throws IOException {
    return own.isEmpty() ? LOOPBACK : Route.to(environment(), server).source().orElse(address());
  }

  /**
   * Returns the address at which a server's machine is reached from there, which is another one.
   *
   * @param machine as this host knows it
   */
  public String addressOf(Environment machine) throws IOException {
    Optional<String> known = asked.isPresent() ? asked : machine.address();
    if (known.isEmpty() && machine.isDry()) {
      return "ADDRESS";
    }
    return known.orElseThrow(
        () -> new LaunchException(machine.stack() + " has no address; give --address"));
  }

  /**
   * Returns what a fork in there is told of its CPU: a guest counts its own, and another machine
   * has its own.
   *
   * @param guest what stands for a guest's
   */
  public String cpus(String guest) {
    Optional<Stack> stack = place.stack();
    if (stack.filter(Stack::hasGuest).isPresent()) {
      return guest;
    }
    return stack.filter(Stack::isElsewhere).isPresent() ? "auto" : cpus.text();
  }

  /** Returns the CPU of a server in there, by the count of that place: the first that it has. */
  public int serverCpu() throws IOException {
    if (own.isEmpty()) {
      return cpus.server();
    }
    return ProcText.value(own.get().read("/proc/self/status"), "Cpus_allowed_list")
        .flatMap(CpuList::parse)
        .map(TreeSet::first)
        .orElse(0);
  }

  /**
   * Returns where both ends are, and what leads from one to the other as each of them has it, where
   * both can tell.
   *
   * @param machine that the other end is on
   * @param address of the other end, or of that machine, as it is reached from there
   * @param stack of the other end
   */
  public Map<String, String> facts(Environment machine, String address, Stack stack)
      throws IOException {
    Map<String, String> facts = new TreeMap<>();
    facts.put("topology.hosts", Integer.toString(place.hosts(stack)));
    facts.put("client.stack", place.text());
    if (own.isPresent() && !own.get().isDry()) {
      if (Route.lacking(machine).isEmpty() && Route.lacking(own.get()).isEmpty()) {
        facts.putAll(link("client", own.get(), address));
        facts.putAll(link("server", machine, addressTowards(address)));
      }
      own.get().facts().values().forEach((name, value) -> facts.put("client." + name, value));
    }
    return facts;
  }

  /**
   * Reads the device of one end through which it reaches the other, as it was found: nothing of it
   * is changed. The MTU is empty where it cannot be read, the offloads are unknown without ethtool.
   *
   * @param address of the other end
   */
  private static Map<String, String> link(String end, Environment where, String address)
      throws IOException {
    String device = Route.to(where, address).device();
    String mtu = said(where, Command.of("cat", "/sys/class/net/" + device + "/mtu")).strip();
    String offloads = said(where, Script.of("also-sbin", "ethtool", "-k", device));
    return Map.of(
        "link." + end + ".device", device,
        "link." + end + ".mtu", mtu,
        "link." + end + ".offload", DeviceOffloads.parse(offloads).text());
  }

  /** Empty also without the program, which few have. */
  private static String said(Environment where, Command command) throws IOException {
    try {
      Ended ended = where.run(command, Environment.PATIENCE);
      return ended.succeeded() ? ended.out() : "";
    } catch (LaunchException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    if (own.isPresent()) {
      session.leave(own.get());
    }
  }
}
