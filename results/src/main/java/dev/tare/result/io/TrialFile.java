package dev.tare.result.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The results of one trial, to which benchmarks are added as they end. What JMH wrote stays as it
 * is, byte for byte; only its outer brackets are taken off to put two documents into one.
 *
 * @param json JMH's output
 * @param latencies the latency log beside it
 */
record TrialFile(Path json, Path latencies) {
  /** The benchmarks that are in it, by {@link dev.tare.result.SeriesKey#runId()}. */
  Set<String> runs() throws BadInput {
    return Files.exists(json) ? new TrialMerge().add(json).keySet() : Set.of();
  }

  /**
   * Adds what one benchmark gave. The latencies come first: a kill between the two makes the
   * benchmark run again, and then they are replaced.
   *
   * @param run the benchmark
   * @param jmh JMH's document, an array
   * @param log a latency log; empty where there is none
   * @return JMH's document, read
   */
  JsonNode add(String run, String jmh, String log) throws IOException {
    JsonNode added = parsed(run, jmh);
    if (!log.isEmpty()) {
      addLatencies(run, log);
    }
    if (!added.isEmpty()) {
      String before = Files.exists(json) ? inside(Files.readString(json)) + ",\n" : "";
      String all = "[\n" + before + inside(jmh) + "\n]\n";
      AtomicFile.replace(json, out -> out.write(all.getBytes(StandardCharsets.UTF_8)));
    }
    return added;
  }

  private void addLatencies(String run, String log) throws IOException {
    AtomicFile.replace(
        latencies,
        out -> {
          LatencyLog.header(out);
          if (Files.exists(latencies)) {
            LatencyLog.copy(
                Files.readString(latencies),
                latencies.toString(),
                out,
                tag -> !tag.run().equals(run));
          }
          LatencyLog.copy(log, run, out, tag -> true);
        });
  }

  private static JsonNode parsed(String run, String jmh) throws BadInput {
    try {
      JsonNode document = Json.MAPPER.readTree(jmh);
      if (!document.isArray()) {
        throw new BadInput(run, "expected a JMH result: an array of benchmarks");
      }
      return document;
    } catch (JsonProcessingException e) {
      throw BadInput.malformed(run, e);
    }
  }

  private static String inside(String array) {
    return array
        .substring(array.indexOf('[') + 1, array.lastIndexOf(']'))
        .replaceAll("^\\s*\\n|\\s+$", "");
  }
}
