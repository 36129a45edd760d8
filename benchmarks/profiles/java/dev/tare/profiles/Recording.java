package dev.tare.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Forks that were recorded in blocks.
 *
 * @param forks by benchmark: of each fork the rate in each slice of 100 ms
 * @param startSeconds what starting a fork's JVM took beyond its slices, mean over all
 */
record Recording(SortedMap<String, List<double[]>> forks, double startSeconds) {

  /** Reads the blocks that {@code benchmarks/profiles/measure} left; those cut short are left out. */
  static Recording read(Path folder) throws IOException {
    SortedMap<String, List<double[]>> forks = new TreeMap<>();
    double start = 0;
    int count = 0;
    for (Path times : files(folder)) {
      String name = times.getFileName().toString().replace(".millis", ".json");
      JsonNode results = new ObjectMapper().readTree(folder.resolve(name).toFile());
      double measured = 0;
      for (JsonNode result : results) {
        double[] rates = rates(result);
        measured += rates.length * Plan.SLICE_SECONDS;
        forks.computeIfAbsent(label(result), key -> new ArrayList<>()).add(rates);
        count++;
      }
      start += Double.parseDouble(Files.readString(times).strip()) / 1000 - measured;
    }
    if (count == 0) {
      throw new IOException(folder + " has no recorded block");
    }
    return new Recording(forks, start / count);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".millis")).sorted().toList();
    }
  }

  private static String label(JsonNode result) {
    String[] name = result.get("benchmark").asText().split("\\.");
    return name[name.length - 2];
  }

  /** A mean over slices of equal length is one of rates, not of times. */
  private static double[] rates(JsonNode result) {
    boolean rate = result.get("mode").asText().equals("thrpt");
    JsonNode values = result.at("/primaryMetric/rawData/0");
    double[] rates = new double[values.size()];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = rate ? values.get(i).asDouble() : 1 / values.get(i).asDouble();
    }
    return rates;
  }
}
