package dev.tare.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Ports of 127.0.0.1. */
final class Ports {
  private static final int TRIES = 20;
  private static final String TCP_LISTEN = "0A";
  private static final String UDP_UNCONNECTED = "07";

  private Ports() {}

  /** A port that neither TCP nor UDP uses now. */
  static int free() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int i = 0; i < TRIES; i++) {
      try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
          DatagramSocket udp = new DatagramSocket(null)) {
        udp.bind(new InetSocketAddress(loopback, tcp.getLocalPort()));
        return tcp.getLocalPort();
      } catch (IOException e) {
        // Taken for UDP: the kernel gives another one next time.
      }
    }
    throw new UncheckedIOException(new IOException("no port of 127.0.0.1 is free"));
  }

  /**
   * Tells whether a server waits there. Asked of the kernel: a connection made to find out would be
   * the server's first client.
   */
  static boolean isOpen(int port) throws IOException {
    return isOpen(Files.readAllLines(Path.of("/proc/net/tcp")), port, TCP_LISTEN)
        || isOpen(Files.readAllLines(Path.of("/proc/net/tcp6")), port, TCP_LISTEN)
        || isOpen(Files.readAllLines(Path.of("/proc/net/udp")), port, UDP_UNCONNECTED);
  }

  /**
   * Tells whether lines of {@code /proc/net/tcp} or {@code udp} have that local port in that state.
   */
  static boolean isOpen(List<String> lines, int port, String state) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    return lines.stream()
        .map(line -> Stream.of(line.trim().split("\\s+")).toList())
        .anyMatch(
            fields ->
                fields.size() > 3 && fields.get(1).endsWith(suffix) && fields.get(3).equals(state));
  }
}
