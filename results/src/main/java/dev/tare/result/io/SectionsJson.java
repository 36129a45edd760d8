package dev.tare.result.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads and writes a run's {@code sections.json}: {@code {"schema": 1, "sections": [...]}}. */
public final class SectionsJson {
  static final String FILE = "sections.json";

  private static final int SCHEMA = 1;

  private SectionsJson() {}

  /** Writes them into a run folder. */
  public static void write(Path run, List<Section> sections) throws IOException {
    JsonNode document =
        Json.MAPPER
            .createObjectNode()
            .put("schema", SCHEMA)
            .set("sections", Json.MAPPER.valueToTree(sections));
    Json.write(run.resolve(FILE), document);
  }

  /** The sections of a run folder; none where its experiment has none. */
  public static List<Section> read(Path run) throws BadInput {
    Path file = run.resolve(FILE);
    if (!Files.exists(file)) {
      return List.of();
    }
    JsonNode document = Json.read(file);
    if (document.path("schema").asInt() != SCHEMA) {
      throw new BadInput(file.toString(), "not sections of schema " + SCHEMA);
    }
    try {
      return List.of(Json.MAPPER.treeToValue(document.path("sections"), Section[].class));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new BadInput(file.toString(), "not the sections of a run", e);
    }
  }
}
