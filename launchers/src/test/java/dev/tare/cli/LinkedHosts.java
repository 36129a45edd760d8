package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Sshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Two machines as far as their networks go: two namespaces with an sshd each, a link of this
 * machine's to each of them, and one between the two.
 */
final class LinkedHosts implements AutoCloseable {
  /** Is the address of this machine on the link to the second. */
  static final String HERE = "198.18.2.1";

  /** Is the address of the first on the link between the two. */
  static final String FIRST = "198.18.3.1";

  /** Is what the link between the two carries at most, and that of this machine to the second. */
  static final int MTU = 1400;

  private static final int PORT = 2222;
  private static final String A = "tare-test-a";
  private static final String B = "tare-test-b";

  private final Sshd first;
  private final Sshd second;

  private LinkedHosts(Sshd first, Sshd second) {
    this.first = first;
    this.second = second;
  }

  static LinkedHosts make(Path folder) throws Exception {
    remove();
    for (String one : List.of(A, B)) {
      ip("netns", "add", one);
      ip("-n", one, "link", "set", "lo", "up");
    }
    link("tare-test-1", "198.18.1.1", A, "up0", "198.18.1.2", 1500);
    link("tare-test-2", HERE, B, "up0", "198.18.2.2", MTU);
    ip("-n", A, "link", "add", "data0", "type", "veth", "peer", "name", "data0", "netns", B);
    address(A, "data0", FIRST, MTU);
    address(B, "data0", "198.18.3.2", MTU);
    return new LinkedHosts(sshd(folder, A, "198.18.1.2"), sshd(folder, B, "198.18.2.2"));
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
    assertThat(ran(words)).as("ip " + String.join(" ", words)).isZero();
  }

  private static int ran(String... words) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
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

  private static void remove() throws Exception {
    for (String one : List.of(A, B)) {
      if (Files.exists(Path.of("/run/netns", one))) {
        ip("netns", "del", one);
      }
    }
  }

  @Override
  public void close() throws Exception {
    first.close();
    second.close();
    remove();
  }
}
