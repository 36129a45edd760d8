package dev.tare.peers;

import dev.tare.proc.NginxFiles;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Requests per second of {@code wrk}: one thread and so many connections that stay, one file of an
 * nginx that is configured as ours is. Its ends are pinned.
 *
 * @param file small or large
 * @param clientCpu the client's CPU
 * @param serverCpu the server's CPU
 */
record Wrk(int connections, String file, int clientCpu, int serverCpu) implements Peer {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s*([\\d.]+)");
  private static final Pattern FAILED = Pattern.compile("Socket errors|Non-2xx");

  @Override
  public Tool tool() {
    return new Tool("wrk", "wrk nginx-light", "--version");
  }

  @Override
  public List<String> server(Stage stage) {
    String files = NginxFiles.script(stage.link().address(), stage.port());
    List<String> nginx = Peer.pinned(serverCpu, "nginx");
    nginx.addAll(NginxFiles.arguments(stage.programs().folder().toString()));
    return List.of("sh", "-ec", files + "\nexec " + String.join(" ", nginx));
  }

  @Override
  public List<String> command(Stage stage) {
    String url = "http://" + stage.link().address() + ":" + stage.port() + "/" + file;
    List<String> words = Peer.pinned(clientCpu, "wrk", "-t", "1");
    words.addAll(List.of("-c", Integer.toString(connections), "-d", stage.seconds() + "s", url));
    return words;
  }

  @Override
  public double figure(String output) throws IOException {
    if (FAILED.matcher(output).find()) {
      throw new IOException("requests failed: " + output.strip().replaceAll("\\R", " / "));
    }
    return Figures.find(RATE, output);
  }
}
