package dev.tare.peers;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The median half round trip, us, of {@code sockperf ping-pong} at its smallest message, its ends
 * pinned.
 *
 * @param options {@code --tcp}, or nothing for UDP
 * @param clientCpu the client's CPU
 * @param serverCpu the server's CPU
 */
record Sockperf(List<String> options, int clientCpu, int serverCpu) implements Peer {
  private static final Pattern P50 = Pattern.compile("percentile 50\\.000\\s*=\\s*([\\d.]+)");

  /** Its smallest message. */
  static final int MESSAGE_BYTES = 14;

  @Override
  public Tool tool() {
    return new Tool("sockperf", "sockperf", "--version");
  }

  @Override
  public List<String> server(Stage stage) {
    return sockperf(serverCpu, "server", stage);
  }

  @Override
  public List<String> command(Stage stage) {
    List<String> command = sockperf(clientCpu, "ping-pong", stage);
    command.addAll(List.of("-m", Integer.toString(MESSAGE_BYTES)));
    command.addAll(List.of("-t", Integer.toString(stage.seconds())));
    return command;
  }

  private List<String> sockperf(int cpu, String role, Stage stage) {
    List<String> command = Peer.pinned(cpu, "sockperf", role);
    command.addAll(options);
    command.addAll(List.of("-i", stage.link().address(), "-p", Integer.toString(stage.port())));
    return command;
  }

  @Override
  public double figure(String output) throws IOException {
    return Figures.find(P50, output);
  }
}
