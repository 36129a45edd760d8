package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Sshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two machines as far as their networks go: two namespaces with an sshd each, a link of this
 * machine's to each of them, and one between the two. The second reaches what is behind docker's
 * bridge of this machine.
 */
final class LinkedHosts implements AutoCloseable {
  /** Is what the link between the two carries at most, and that of this machine to the second. */
  static final int MTU = 1400;

  private static final int PORT = 2222;
  private static final long PID = ProcessHandle.current().pid();
  private static final String A = "tare-test-a-" + PID;
  private static final String B = "tare-test-b-" + PID;

  /** Has no more than the 15 characters of a device's name. */
  private static final String LINK = "tt-" + PID;

  /** Is the first of three networks that no other checkout's test has, as a rule. */
  private static final long NETWORK = PID % 80 * 3;

  /** Is the address of this machine on the link to the second. */
  static final String HERE = address(1, 1);

  /** Is the address of the second on that link. */
  static final String SECOND = address(1, 2);

  /** Is the address of the first on the link between the two. */
  static final String FIRST = address(2, 1);

  private static final List<String> ACCEPTED =
      List.of("FORWARD", "-i", LINK + "-2", "-j", "ACCEPT");

  private final Sshd first;
  private final Sshd second;

  private LinkedHosts(Sshd first, Sshd second) {
    this.first = first;
    this.second = second;
  }

  private static String address(int network, int host) {
    return "198.18." + (NETWORK + network) + "." + host;
  }

  static LinkedHosts make(Path folder) throws Exception {
    Sshd.needed();
    try {
      for (String one : List.of(A, B)) {
        ip("netns", "add", one);
        ip("-n", one, "link", "set", "lo", "up");
      }
      link(LINK + "-1", address(0, 1), A, "up0", address(0, 2), 1500);
      link(LINK + "-2", HERE, B, "up0", SECOND, MTU);
      ip("-n", A, "link", "add", "data0", "type", "veth", "peer", "name", "data0", "netns", B);
      address(A, "data0", FIRST, MTU);
      address(B, "data0", address(2, 2), MTU);
      routeToDocker();
      Sshd first = sshd(folder, A, address(0, 2));
      try {
        return new LinkedHosts(first, sshd(folder, B, SECOND));
      } catch (Exception e) {
        first.close();
        throw e;
      }
    } catch (Exception | Error e) {
      remove();
      throw e;
    }
  }

  private static void routeToDocker() throws Exception {
    String subnet = "{{(index .IPAM.Config 0).Subnet}}";
    String bridge = ThisHost.said("docker", "network", "inspect", "bridge", "--format", subnet);
    ip("-n", B, "route", "add", bridge.strip(), "via", HERE);
    assertThat(ran(List.of("iptables", "-w", "-I"), ACCEPTED)).isZero();
  }

  private static Sshd sshd(Path folder, String where, String address) throws Exception {
    Path own = Files.createDirectory(folder.resolve(where));
    return Sshd.start(own, folder, address, PORT, List.of("ip", "netns", "exec", where));
  }

  private static void link(
      String here, String address, String there, String name, String other, int mtu)
      throws Exception {
    ip("link", "add", here, "type", "veth", "peer", "name", name, "netns", there);
    ip("addr", "add", address + "/24", "dev", here);
    ip("link", "set", here, "mtu", String.valueOf(mtu), "up");
    address(there, name, other, mtu);
  }

  private static void address(String where, String name, String address, int mtu) throws Exception {
    ip("-n", where, "addr", "add", address + "/24", "dev", name);
    ip("-n", where, "link", "set", name, "mtu", String.valueOf(mtu), "up");
  }

  private static void ip(String... words) throws Exception {
    assertThat(ran(List.of("ip"), List.of(words))).as("ip " + String.join(" ", words)).isZero();
  }

  private static int ran(List<String> program, List<String> words) throws Exception {
    List<String> command = new ArrayList<>(program);
    command.addAll(words);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** The first machine, as a stack. */
  String first() {
    return first.layer();
  }

  /** The second. */
  String second() {
    return second.layer();
  }

  /** Returns where the second looks for programs first. */
  Path secondPrograms() {
    return second.programs();
  }

  private static void remove() throws Exception {
    for (String one : List.of(A, B)) {
      if (Files.exists(Path.of("/run/netns", one))) {
        ip("netns", "del", one);
      }
    }
    // Where it was not made yet, iptables says so, and that is all.
    ran(List.of("iptables", "-w", "-D"), ACCEPTED);
  }

  @Override
  public void close() throws Exception {
    first.close();
    second.close();
    remove();
  }
}
