package dev.tare.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Describes what client and server talk through: loopback, or a veth pair into a network namespace
 * of its own, alone or as a port of Docker's bridge, as a container's would be. Made for a row and
 * gone after it; needs root.
 */
final class Link implements AutoCloseable {
  static final Link LOOPBACK = new Link("", "127.0.0.1");

  private static final String DOCKER = "docker0";

  /** Of TEST-NET-2, which nobody routes. */
  private static final String NEAR = "198.51.100.1/30";

  private static final String FAR = "198.51.100.2";

  private final String namespace;
  private final String address;

  /** Which of them. */
  enum Kind {
    LOOPBACK(""),
    VETH(" over veth"),
    DOCKER_BRIDGE(" over docker0");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For a row's label; empty for loopback. */
    String words() {
      return words;
    }
  }

  private Link(String namespace, String address) {
    this.namespace = namespace;
    this.address = address;
  }

  /** Makes one. */
  static Link make(Kind kind) throws IOException, InterruptedException {
    if (kind == Kind.LOOPBACK) {
      return LOOPBACK;
    }
    String name = "peers-" + ProcessHandle.current().pid();
    String near = "pv" + ProcessHandle.current().pid();
    boolean bridged = kind == Kind.DOCKER_BRIDGE;
    String address = bridged ? freeOnBridge() : FAR;
    Link link = new Link(name, address);
    try {
      ip("netns", "add", name);
      ip("link", "add", near, "type", "veth", "peer", "name", "eth0", "netns", name);
      if (bridged) {
        ip("link", "set", near, "master", DOCKER, "up");
      } else {
        ip("addr", "add", NEAR, "dev", near);
        ip("link", "set", near, "up");
      }
      ip("-n", name, "addr", "add", address + (bridged ? "/16" : "/30"), "dev", "eth0");
      ip("-n", name, "link", "set", "eth0", "up");
      ip("-n", name, "link", "set", "lo", "up");
      return link;
    } catch (IOException e) {
      link.close();
      throw e;
    }
  }

  /** The last address but one of the bridge's subnet, which Docker hands out last. */
  private static String freeOnBridge() throws IOException, InterruptedException {
    List<String> words =
        Arrays.asList(ip("-4", "-o", "addr", "show", "dev", DOCKER).strip().split("\\s+"));
    int inet = words.indexOf("inet");
    if (inet < 0 || !words.get(inet + 1).endsWith("/16")) {
      throw new IOException("Docker's bridge " + DOCKER + " has no /16 subnet here");
    }
    String[] parts = words.get(inet + 1).split("[./]");
    return parts[0] + "." + parts[1] + ".255.253";
  }

  /** Tells where the server is reached. */
  String address() {
    return address;
  }

  boolean isLoopback() {
    return namespace.isEmpty();
  }

  /** Returns the command as it runs at the server. */
  List<String> inside(List<String> command) {
    List<String> words = new ArrayList<>();
    if (!isLoopback()) {
      words.addAll(List.of("ip", "netns", "exec", namespace));
    }
    words.addAll(command);
    return words;
  }

  /** Tells whether a server waits at that port of its end; asked of the kernel there. */
  boolean isOpen(int port) throws IOException, InterruptedException {
    if (isLoopback()) {
      return Ports.isOpen(port);
    }
    String sockets = ran(inside(List.of("cat", "/proc/net/tcp", "/proc/net/tcp6")));
    return Ports.isOpen(sockets.lines().toList(), port, "0A");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (!isLoopback()) {
      // The pair goes with the namespace that holds its one end.
      ip("netns", "del", namespace);
    }
  }

  private static String ip(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    return ran(command);
  }

  private static String ran(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
    return said;
  }
}
