package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings sections of older schemas to today's shape: in 1 figures were words, and up to 2 a title
 * that began with {@code #} was over a column of figures.
 */
final class OlderSections {
  private static final String TEXT = "text";
  private static final String WORDS = "words";
  private static final String MARK = "#";
  private static final int WORDS_ONLY = 1;
  private static final int MARKED = 2;
  private static final List<String> DRAWN = List.of("value", "low", "high");

  private OlderSections() {}

  /** Changes them in place. */
  static void bringUp(JsonNode sections, int schema) {
    if (schema <= WORDS_ONLY) {
      figures(sections);
    }
    if (schema <= MARKED) {
      sections.forEach(section -> section.path("tables").forEach(OlderSections::columns));
    }
  }

  private static void columns(JsonNode table) {
    if (table instanceof ObjectNode members) {
      ArrayNode columns = Json.MAPPER.createArrayNode();
      for (JsonNode title : table.path("header")) {
        boolean numbers = title.asText().startsWith(MARK);
        String plain = title.asText().substring(numbers ? MARK.length() : 0);
        columns.addObject().put("title", plain).put("numbers", numbers);
      }
      members.remove("header");
      members.set("columns", columns);
    }
  }

  private static void figures(JsonNode sections) {
    for (JsonNode section : sections) {
      for (JsonNode curves : section.path("curves")) {
        curves.path("lines").forEach(line -> objects(line.path("points"), OlderSections::point));
      }
      for (JsonNode bars : section.path("bars")) {
        objects(bars.path("bars"), bar -> figure(bar, "figure"));
      }
      section.path("tables").forEach(table -> table.path("rows").forEach(OlderSections::cells));
      objects(
          section.path("studies"),
          judged -> judged.put("about", "").set("ours", words(judged.path("ours"))));
    }
  }

  /** Passes over what is damaged: that is refused when it is read. */
  private static void objects(JsonNode all, Consumer<ObjectNode> change) {
    for (JsonNode one : all) {
      if (one instanceof ObjectNode members) {
        change.accept(members);
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

  private static void cells(JsonNode row) {
    if (row instanceof ArrayNode cells) {
      for (int i = 0; i < cells.size(); i++) {
        cells.set(i, words(cells.get(i)));
      }
    }
  }

  private static ObjectNode words(JsonNode text) {
    return Json.MAPPER.createObjectNode().put(WORDS, text.asText());
  }
}
