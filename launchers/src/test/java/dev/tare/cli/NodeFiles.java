package dev.tare.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes what the nodes of a fleet left: a JMH file each. */
final class NodeFiles {
  private NodeFiles() {}

  static String record(String benchmark, double score, String unit, Random random) {
    List<String> forks = new ArrayList<>();
    double node = 1 + .01 * random.nextGaussian();
    for (int fork = 0; fork < 5; fork++) {
      double value = score * node * (1 + .01 * random.nextGaussian());
      forks.add(String.format(Locale.ROOT, "[%.3f, %.3f]", value, value * 1.01));
    }
    return String.format(
        Locale.ROOT,
        "{\"benchmark\": \"%s\", \"mode\": \"avgt\", \"threads\": 1, \"forks\": 5,"
            + " \"primaryMetric\": {\"score\": %.1f, \"scoreUnit\": \"%s\", \"rawData\": %s}}",
        benchmark,
        score,
        unit,
        forks);
  }

  static String node(int seed, double times) {
    Random random = new Random(seed);
    return "["
        + record("o.First.m", 100 * times, "us/op", random)
        + ","
        + record("o.Second.m", 7 * times, "us/op", random)
        + "]";
  }

  static Path write(Path folder, int nodes, int slow, double times) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < nodes; i++) {
      Files.writeString(folder.resolve("n" + i + ".json"), node(i, i == slow ? times : 1));
    }
    return folder;
  }
}
