package dev.tare.peers;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Requests per second of {@code redis-benchmark}: so many connections, each asking for a whole
 * record of ten fields of 100 bytes, as YCSB's workload C does. Its ends are pinned.
 *
 * @param clientCpu the client's CPU
 * @param serverCpu the server's CPU
 */
record RedisBenchmark(int connections, int clientCpu, int serverCpu) implements Peer {
  static final int RECORDS = 1000;

  /** Chosen by chance, so many leave hardly one out. */
  private static final int INSERTS = 10 * RECORDS;

  /** It counts requests and no time: about what is answered in a second. */
  private static final int PER_SECOND = 20_000;

  private static final int FIELDS = 10;
  private static final int FIELD_BYTES = 100;
  private static final String KEY = "user__rand_int__";
  private static final Pattern RATE = Pattern.compile("\"HGETALL [^\"]*\",\"([\\d.]+)\"");

  @Override
  public Tool tool() {
    return new Tool("redis-benchmark", "redis-tools redis-server", "--version");
  }

  @Override
  public List<String> server(Stage stage) {
    return Peer.pinned(
        serverCpu,
        "redis-server",
        "--bind",
        stage.link().address(),
        "--port",
        Integer.toString(stage.port()),
        "--save",
        "",
        "--appendonly",
        "no");
  }

  /** Two runs: the first loads the records, the second is measured. */
  @Override
  public List<String> command(Stage stage) {
    List<String> load = client(stage, INSERTS);
    load.addAll(List.of("HSET", KEY));
    for (int field = 0; field < FIELDS; field++) {
      load.addAll(List.of("field" + field, "x".repeat(FIELD_BYTES)));
    }
    List<String> read = client(stage, PER_SECOND * stage.seconds());
    read.addAll(List.of("HGETALL", KEY));
    String script = String.join(" ", load) + " >/dev/null && exec " + String.join(" ", read);
    return List.of("sh", "-c", script);
  }

  private List<String> client(Stage stage, int requests) {
    List<String> words = Peer.pinned(clientCpu, "redis-benchmark");
    words.addAll(List.of("-h", stage.link().address(), "-p", Integer.toString(stage.port())));
    words.addAll(List.of("-c", Integer.toString(connections), "--csv"));
    words.addAll(List.of("-n", Integer.toString(requests), "-r", Integer.toString(RECORDS)));
    return words;
  }

  @Override
  public double figure(String output) throws IOException {
    return Figures.find(RATE, output);
  }
}
