package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.result.Facts;
import java.io.IOException;
import java.nio.file.Path;

/** Reads and writes {@code facts.json}: {@code {"schema": 1, "facts": {name: text}}}. */
public final class FactsJson {
  private static final int SCHEMA = 1;

  private FactsJson() {}

  public static void write(Path file, Facts facts) throws IOException {
    Json.write(file, document(facts));
  }

  /** Returns the same document as text, ended by a newline. */
  public static String text(Facts facts) throws IOException {
    return Json.text(document(facts));
  }

  private static ObjectNode document(Facts facts) {
    ObjectNode document = Json.MAPPER.createObjectNode().put("schema", SCHEMA);
    document.set("facts", Json.object(facts.values()));
    return document;
  }

  public static Facts read(Path file) throws BadInput {
    JsonNode document = Json.read(file);
    if (document.path("schema").asInt() != SCHEMA || !document.path("facts").isObject()) {
      throw new BadInput(file.toString(), "not a facts file of schema " + SCHEMA);
    }
    try {
      return Facts.of(Json.texts(document.path("facts")));
    } catch (IllegalArgumentException e) {
      throw new BadInput(file.toString(), String.valueOf(e.getMessage()), e);
    }
  }
}
