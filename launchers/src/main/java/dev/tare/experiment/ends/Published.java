package dev.tare.experiment.ends;

import java.util.Optional;

/**
 * Tells as what a server's port is published.
 *
 * @param address of the host; absent: the usual one
 * @param port the same outside as inside
 */
public record Published(Optional<String> address, int port) {
  /** Returns a port that is published where ports usually are. */
  public static Published at(int port) {
    return new Published(Optional.empty(), port);
  }

  /** Returns it as the option of a layer has it. */
  public String text() {
    return address.map(host -> host + ":").orElse("") + port;
  }
}
