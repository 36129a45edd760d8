package dev.tare.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A benchmark of the jar, run as a user would run it.
 *
 * @param benchmark regular expression that selects exactly one
 * @param options JMH's, for what differs from the defaults
 * @param metric the secondary metric that is compared; empty: the score
 * @param scale what the figure is multiplied with to be in the row's unit
 */
record Ours(String benchmark, List<String> options, String metric, double scale) {
  private static final String OUTPUT = "ours.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Compared by its score. */
  static Ours score(String benchmark, String... options) {
    return new Ours(benchmark, List.of(options), "", 1);
  }

  /** Returns what tells this run from another: the benchmark with its options. */
  String label() {
    return (benchmark + " " + String.join(" ", options)).strip();
  }

  /**
   * One fork: three seconds of warm-up, then as many iterations of a second as the peer runs. After
   * one second the start of the JVM still costs: a spawn 5 to 10 %, in the first two seconds.
   */
  List<String> command(Stage stage) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The disk that the peer measures: both run in the same folder.
    command.add("-Dtare.data=.");
    command.addAll(List.of("-jar", stage.root().resolve("target/benchmarks.jar").toString()));
    command.add(benchmark);
    command.addAll(options);
    command.addAll(List.of("-f", "1", "-wi", "3", "-w", "1s"));
    command.addAll(List.of("-i", Integer.toString(stage.seconds()), "-r", "1s"));
    command.addAll(List.of("-foe", "true", "-rf", "json", "-rff", OUTPUT));
    return command;
  }

  /** Runs it once. */
  double measure(Stage stage) throws IOException, InterruptedException {
    if (stage.link().isLoopback()) {
      stage.programs().output(command(stage));
    } else {
      measureAcross(stage.withFreePort());
    }
    return figure(Files.readString(stage.programs().folder().resolve(OUTPUT)));
  }

  /** Measures with a server of its own at the other end, pinned as the peer's is. */
  private void measureAcross(Stage stage) throws IOException, InterruptedException {
    int cpu = Machine.serverCpu();
    List<String> serve =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            stage.root().resolve("target/benchmarks.jar").toString(),
            "serve",
            "--bind",
            stage.link().address(),
            "--port",
            Integer.toString(stage.port()),
            "--cpu",
            Integer.toString(cpu));
    Programs.Server server =
        stage.programs().serve(stage.link().inside(serve), stage.port(), stage.link());
    try {
      List<String> command = new ArrayList<>(command(stage));
      command.addAll(List.of("-p", "host=" + stage.link().address(), "-p", "port=" + stage.port()));
      stage.programs().output(command);
    } finally {
      server.stop();
    }
  }

  /** The figure in JMH's JSON. */
  double figure(String json) throws IOException {
    JsonNode runs = JSON.readTree(json);
    if (runs.size() != 1) {
      throw new IOException(benchmark + " gave " + runs.size() + " results instead of one");
    }
    JsonNode score = runs.get(0).path("primaryMetric").path("score");
    if (!metric.isEmpty()) {
      score = runs.get(0).path("secondaryMetrics").path(metric).path("score");
    }
    if (!score.isNumber()) {
      throw new IOException(benchmark + " gave no " + (metric.isEmpty() ? "score" : metric));
    }
    return score.doubleValue() * scale;
  }
}
