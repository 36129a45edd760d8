package dev.tare.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Requests per second of {@code memcaslap}, Debian's {@code memaslap}: one thread, so many
 * connections, keys and values of one length, and thirty reads to an update. Its ends are pinned.
 *
 * @param clientCpu the client's CPU
 * @param serverCpu the server's CPU
 */
record Memcaslap(int connections, int clientCpu, int serverCpu) implements Peer {
  /** Near the means of ETC. */
  static final int KEY_BYTES = 36;

  static final int VALUE_BYTES = 195;

  private static final String CONFIG = "memcaslap.cnf";
  private static final Pattern RATE = Pattern.compile("TPS:\\s*(\\d+)");

  @Override
  public Tool tool() {
    return new Tool("memcaslap", "libmemcached-tools memcached", "--version");
  }

  @Override
  public void prepare(Stage stage) throws IOException {
    Files.writeString(
        stage.programs().folder().resolve(CONFIG),
        """
        key
        %1$d %1$d 1
        value
        %2$d %2$d 1
        cmd
        0 0.0323
        1 0.9677
        """
            .formatted(KEY_BYTES, VALUE_BYTES));
  }

  @Override
  public List<String> server(Stage stage) {
    return Peer.pinned(
        serverCpu,
        "memcached",
        "-u",
        "root",
        "-U",
        "0",
        "-l",
        stage.link().address(),
        "-p",
        Integer.toString(stage.port()),
        "-m",
        "256",
        "-t",
        "1");
  }

  @Override
  public List<String> command(Stage stage) {
    return Peer.pinned(
        clientCpu,
        "memcaslap",
        "-s",
        stage.link().address() + ":" + stage.port(),
        "-F",
        CONFIG,
        "-T",
        "1",
        "-c",
        Integer.toString(connections),
        "-t",
        stage.seconds() + "s");
  }

  @Override
  public double figure(String output) throws IOException {
    return Figures.find(RATE, output);
  }
}
