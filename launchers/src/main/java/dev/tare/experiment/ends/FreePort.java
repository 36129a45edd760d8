package dev.tare.experiment.ends;

import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;

/** Finds a port for a server. */
public final class FreePort {
  private static final int TRIES = 50;

  private FreePort() {}

  /**
   * A port of this host that neither TCP nor UDP uses now.
   *
   * @param remedy what the message ends with where there is none
   */
  public static int find(String remedy) throws LaunchException {
    for (int tries = 0; tries < TRIES; tries++) {
      try (ServerSocket tcp = new ServerSocket(0);
          DatagramSocket udp = new DatagramSocket(tcp.getLocalPort())) {
        return udp.getLocalPort();
      } catch (IOException e) {
        // UDP has it: the next.
      }
    }
    throw new LaunchException("no port is free on this host" + remedy);
  }
}
