package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes a document of JMH's apart into its benchmarks. */
public final class JmhRuns {
  private JmhRuns() {}

  /**
   * The benchmarks of a document, in its order.
   *
   * @return a document of each alone, by {@link dev.tare.result.SeriesKey#runId()}
   */
  public static Map<String, String> read(Path file) throws IOException {
    JsonNode all = Json.read(file);
    Map<String, String> runs = new LinkedHashMap<>();
    for (JsonNode record : all) {
      JsonNode alone = Json.MAPPER.createArrayNode().add(record);
      String run = new TrialMerge().add(alone, file.toString()).firstKey();
      runs.put(run, Json.text(alone));
    }
    return runs;
  }
}
