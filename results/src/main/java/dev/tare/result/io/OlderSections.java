package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Brings sections of schema 1, in which figures were words, to the shape of schema 2. */
final class OlderSections {
  private static final String TEXT = "text";
  private static final String WORDS = "words";
  private static final List<String> DRAWN = List.of("value", "low", "high");

  private OlderSections() {}

  /** Changes them in place. */
  static void bringUp(JsonNode sections) {
    for (JsonNode section : sections) {
      each(section, "curves", "lines", "points", OlderSections::point);
      for (JsonNode bars : section.path("bars")) {
        bars.path("bars").forEach(bar -> figure((ObjectNode) bar, "figure"));
      }
      for (JsonNode table : section.path("tables")) {
        table.path("rows").forEach(row -> cells((ArrayNode) row));
      }
      for (JsonNode study : section.path("studies")) {
        ObjectNode judged = (ObjectNode) study;
        judged.set("ours", words(judged.path("ours")));
        judged.put("about", "");
      }
    }
  }

  private static void each(
      JsonNode section,
      String outer,
      String middle,
      String inner,
      java.util.function.Consumer<ObjectNode> change) {
    for (JsonNode one : section.path(outer)) {
      for (JsonNode line : one.path(middle)) {
        line.path(inner).forEach(point -> change.accept((ObjectNode) point));
      }
    }
  }

  private static void point(ObjectNode point) {
    point.set("value", point.remove("y"));
    figure(point, "y");
  }

  private static void figure(ObjectNode object, String name) {
    ObjectNode cell = words(object.path(TEXT));
    object.remove(TEXT);
    for (String member : DRAWN) {
      JsonNode number = object.remove(member);
      if (number != null) {
        cell.set(member, number);
      }
    }
    object.set(name, cell);
  }

  private static void cells(ArrayNode row) {
    for (int i = 0; i < row.size(); i++) {
      row.set(i, words(row.get(i)));
    }
  }

  private static ObjectNode words(JsonNode text) {
    return Json.MAPPER.createObjectNode().put(WORDS, text.asText());
  }
}
