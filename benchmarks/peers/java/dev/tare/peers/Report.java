package dev.tare.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The raw pairs as a JSON file, written anew as each row ends. */
final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;
  private final Map<String, Object> document = new LinkedHashMap<>();
  private final List<Outcome> rows = new ArrayList<>();

  /**
   * @param started when, as ISO 8601
   * @param load the load average before the first run; negative where it is not known
   * @param seed of the order
   * @param seconds that each program is measured for
   */
  Report(Path file, String started, double load, long seed, int seconds) {
    this.file = file;
    document.put("started", started);
    document.put("kernel", System.getProperty("os.version"));
    document.put("loadAverage", load);
    document.put("seed", seed);
    document.put("seconds", seconds);
    document.put("rows", rows);
  }

  void add(Outcome row) throws IOException {
    rows.add(row);
    Files.writeString(file, JSON.writeValueAsString(document) + "\n");
  }
}
