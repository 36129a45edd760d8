package dev.tare.result.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes a document of JMH's apart into its benchmarks. */
public final class JmhRuns {
  /** JMH 1.21 writes the values of parameters as they are. */
  private static final JsonMapper READER =
      Json.MAPPER.rebuild().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  private JmhRuns() {}

  /**
   * Returns the benchmarks of a document, in its order.
   *
   * @param source what complaints call it
   * @return a document of each alone, by {@link dev.tare.result.SeriesKey#runId()}
   */
  public static Map<String, String> read(Path file, String source) throws IOException {
    JsonNode all;
    try (InputStream in = new UnbrokenTexts(Files.newInputStream(file))) {
      all = READER.readTree(in);
    } catch (JsonProcessingException e) {
      throw BadInput.malformed(source, e);
    }
    Map<String, String> runs = new LinkedHashMap<>();
    for (JsonNode record : all) {
      JsonNode alone = Json.MAPPER.createArrayNode().add(record);
      String run = new TrialMerge().add(alone, source).firstKey();
      runs.put(run, Json.text(alone));
    }
    return runs;
  }
}
