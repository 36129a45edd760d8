package dev.tare.experiment.ends;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Script;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A few connections and datagrams to a server, only to see which way they take. */
public final class PathProbe {
  /** Opens so many connections, and as many flows of datagrams. */
  static final int TIMES = 8;

  /** Payload that is sent from the host: more than what keeps a connection to a guest alive. */
  static final int BYTES = 8 * 4 * 1400;

  private static final int DATAGRAMS = 4;

  private static final int PATIENCE_MS = 5000;

  private PathProbe() {}

  /**
   * Asks from the host.
   *
   * @throws LaunchException in one line where nobody answers
   */
  static void fromHost(String address, int port) throws IOException {
    InetSocketAddress server = new InetSocketAddress(address, port);
    for (int i = 0; i < TIMES; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(server, PATIENCE_MS);
      } catch (IOException e) {
        throw new LaunchException(unreachable(address, port, e.getMessage()), e);
      }
    }
    for (int i = 0; i < TIMES; i++) {
      try (DatagramSocket socket = new DatagramSocket()) {
        byte[] zeros = new byte[BYTES / TIMES / DATAGRAMS];
        for (int each = 0; each < DATAGRAMS; each++) {
          // The server takes zeros for garbage, and answers nothing.
          socket.send(new DatagramPacket(zeros, zeros.length, server));
        }
      }
    }
  }

  static void from(Environment environment, String address, int port) throws IOException {
    Command connect =
        Script.of("connect", address, Integer.toString(port), Integer.toString(TIMES));
    Ended ended = environment.run(connect, Environment.PATIENCE);
    if (!ended.succeeded()) {
      String from = "from " + environment.stack() + ": " + ended.lastLine();
      throw new LaunchException(unreachable(address, port, from.replaceFirst("[: ]+$", "")));
    }
  }

  private static String unreachable(String address, int port, String why) {
    return "nobody answers at "
        + address
        + " port "
        + port
        + " ("
        + why
        + "); does a route lead there, and does a firewall drop it? see ip route and iptables -L"
        + " FORWARD -v";
  }
}
