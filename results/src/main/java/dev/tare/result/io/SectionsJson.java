package dev.tare.result.io;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tare.result.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads and writes a run's {@code sections.json}: {@code {"schema": 3, "sections": [...]}}. */
public final class SectionsJson {
  static final String FILE = "sections.json";

  private static final JsonInclude.Value NOTHING_ABSENT =
      JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL);
  private static final int SCHEMA = 3;
  private static final JsonMapper MAPPER =
      Json.MAPPER.rebuild().defaultPropertyInclusion(NOTHING_ABSENT).build();

  private SectionsJson() {}

  /** Writes them into a run folder. */
  public static void write(Path run, List<Section> sections) throws IOException {
    JsonNode document =
        Json.MAPPER
            .createObjectNode()
            .put("schema", SCHEMA)
            .set("sections", MAPPER.valueToTree(sections));
    Json.write(run.resolve(FILE), document);
  }

  /** The sections of a run folder; none where its experiment has none. */
  public static List<Section> read(Path run) throws BadInput {
    Path file = run.resolve(FILE);
    if (!Files.exists(file)) {
      return List.of();
    }
    JsonNode document = Json.read(file);
    int schema = document.path("schema").asInt();
    if (schema < 1 || schema > SCHEMA) {
      throw new BadInput(file.toString(), "not sections of schema 1 to " + SCHEMA);
    }
    OlderSections.bringUp(document.path("sections"), schema);
    try {
      return List.of(Json.MAPPER.treeToValue(document.path("sections"), Section[].class));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new BadInput(file.toString(), "not the sections of a run", e);
    }
  }
}
