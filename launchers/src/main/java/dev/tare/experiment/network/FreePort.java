package dev.tare.experiment.network;

import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;

/** A port of this host that nobody uses. */
final class FreePort {
  private static final int TRIES = 50;

  private FreePort() {}

  /** One that neither TCP nor UDP uses now. */
  static int find() throws LaunchException {
    for (int tries = 0; tries < TRIES; tries++) {
      try (ServerSocket tcp = new ServerSocket(0);
          DatagramSocket udp = new DatagramSocket(tcp.getLocalPort())) {
        return udp.getLocalPort();
      } catch (IOException e) {
        // UDP has it: the next.
      }
    }
    throw new LaunchException("no port is free on this host; name one with --port");
  }
}
