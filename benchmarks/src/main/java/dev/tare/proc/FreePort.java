package dev.tare.proc;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;

/** Finds a port for a server. */
public final class FreePort {
  private static final int TRIES = 50;

  private FreePort() {}

  /**
   * Returns a port of this host that neither TCP nor UDP uses now.
   *
   * @throws IOException in one line, where there is none
   */
  public static int find() throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      try (ServerSocket tcp = new ServerSocket(0);
          DatagramSocket udp = new DatagramSocket(tcp.getLocalPort())) {
        return udp.getLocalPort();
      } catch (IOException e) {
        // UDP has it: the next.
      }
    }
    throw new IOException("no port is free on this host");
  }
}
