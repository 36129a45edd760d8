package dev.tare.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * Gbit/s that arrive at the receiving end of {@code iperf3}, its ends pinned.
 *
 * @param options {@code -R} for the other direction, {@code -u} for UDP with what it needs
 * @param clientCpu the client's CPU
 * @param serverCpu the server's CPU
 */
record Iperf3(List<String> options, int clientCpu, int serverCpu) implements Peer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double GBIT = 1e-9;

  @Override
  public Tool tool() {
    return new Tool("iperf3", "iperf3", "--version");
  }

  @Override
  public List<String> server(Stage stage) {
    return Peer.pinned(
        serverCpu,
        "iperf3",
        "-s",
        "-1",
        "-B",
        stage.link().address(),
        "-p",
        Integer.toString(stage.port()));
  }

  @Override
  public List<String> command(Stage stage) {
    List<String> command = Peer.pinned(clientCpu, "iperf3");
    command.addAll(List.of("-c", stage.link().address(), "-p", Integer.toString(stage.port())));
    command.addAll(options);
    command.addAll(List.of("-O", "1", "-t", Integer.toString(stage.seconds()), "-J"));
    return command;
  }

  @Override
  public double figure(String output) throws IOException {
    JsonNode end = JSON.readTree(output).path("end").path("sum_received");
    if (!end.path("bits_per_second").isNumber()) {
      throw new IOException(
          "iperf3 says: " + JSON.readTree(output).path("error").asText("nothing"));
    }
    return end.path("bits_per_second").doubleValue() * GBIT;
  }
}
