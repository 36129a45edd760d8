package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.Claim;
import dev.tare.result.Expectation;
import dev.tare.result.PublishedFigure;
import dev.tare.result.PublishedFigure.Study;
import dev.tare.result.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads the studies' figures, which come with the program. */
public final class PublishedJson {
  private static final String FIGURES = "/published/figures.json";
  private static final List<String> SUBJECT =
      List.of(
          "workload",
          "resource",
          "neighbour",
          "allocation",
          "factor",
          "phase",
          "environment",
          "metric");

  /** Columns of measurements that some figures have instead of values by environment. */
  private static final List<String> COLUMNS =
      List.of("bound", "guests", "memory", "start", "stop", "total", "downtime");

  private PublishedJson() {}

  /** All figures, study by study. */
  public static List<PublishedFigure> figures() {
    try (InputStream in = PublishedJson.class.getResourceAsStream(FIGURES)) {
      JsonNode document = Json.MAPPER.readTree(in);
      List<PublishedFigure> figures = new ArrayList<>();
      for (JsonNode figure : document.path("figures")) {
        String id = figure.path("paper").asText();
        figures.add(figure(study(id, document.path("papers").path(id)), figure));
      }
      return figures;
    } catch (IOException e) {
      throw new IllegalStateException("not in this program: " + FIGURES, e);
    }
  }

  private static Study study(String id, JsonNode paper) {
    return new Study(
        id,
        paper.path("title").asText(),
        paper.path("authors").asText(),
        paper.path("year").asInt(),
        paper.path("host").asText());
  }

  private static PublishedFigure figure(Study study, JsonNode figure) {
    List<String> subject = new ArrayList<>();
    for (String member : SUBJECT) {
      text(figure, member).ifPresent(subject::add);
    }
    List<Claim> claims = new ArrayList<>();
    figure.path("claims").forEach(claim -> claims.add(claim(claim)));
    return new PublishedFigure(
        study,
        figure.path("where").asText(),
        figure.path("experiment").asText(),
        String.join(", ", subject),
        text(figure, "unit"),
        text(figure, "statement"),
        values(figure),
        claims,
        expectations(figure));
  }

  private static Map<String, String> values(JsonNode figure) {
    Map<String, String> values = new LinkedHashMap<>();
    figure
        .path("values")
        .fields()
        .forEachRemaining(e -> values.put(e.getKey(), text(e.getValue())));
    figure
        .path("rows")
        .fields()
        .forEachRemaining(
            row ->
                row.getValue()
                    .fields()
                    .forEachRemaining(
                        e -> values.put(row.getKey() + ", " + e.getKey(), text(e.getValue()))));
    for (String column : COLUMNS) {
      if (figure.has(column)) {
        values.put(column, text(figure.path(column)));
      }
    }
    return values;
  }

  private static List<Expectation> expectations(JsonNode figure) {
    List<Expectation> all = new ArrayList<>();
    for (JsonNode one : figure.path("expected")) {
      Map<String, List<String>> of = new TreeMap<>();
      one.path("of").fields().forEachRemaining(e -> of.put(e.getKey(), texts(e.getValue())));
      all.add(
          new Expectation(
              one.path("experiment").asText(figure.path("experiment").asText()),
              one.path("metric").asText(),
              of,
              Json.texts(one.path("over")),
              Json.texts(one.path("base")),
              one.path("low").asDouble(0),
              one.path("high").asDouble(Double.POSITIVE_INFINITY),
              one.path("never").asBoolean(),
              one.has("drawn")
                  ? OptionalDouble.of(one.get("drawn").asDouble())
                  : OptionalDouble.empty(),
              one.has("cpus") ? OptionalInt.of(one.get("cpus").asInt()) : OptionalInt.empty(),
              one.path("hosts").asInt(1),
              one.path("reading").asText()));
    }
    return all;
  }

  /** One text, or each of a list. */
  private static List<String> texts(JsonNode value) {
    List<String> texts = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(one -> texts.add(one.asText()));
    } else {
      texts.add(value.asText());
    }
    return texts;
  }

  private static Claim claim(JsonNode claim) {
    return new Claim(
        claim.path("benchmark").asText(),
        claim.path("metric").asText(),
        Json.texts(claim.path("params")),
        claim.path("environment").asText(),
        claim.path("against").asText(),
        claim.path("low").asDouble(0),
        claim.path("high").asDouble(Double.POSITIVE_INFINITY),
        Topology.valueOf(
            claim.path("topology").asText().toUpperCase(Locale.ROOT).replace('-', '_')),
        claim.path("reading").asText());
  }

  private static String text(JsonNode value) {
    if (value.isValueNode()) {
      return value.asText();
    }
    List<String> parts = new ArrayList<>();
    value.fields().forEachRemaining(e -> parts.add(e.getKey() + " " + text(e.getValue())));
    if (value.isArray()) {
      value.forEach(part -> parts.add(text(part)));
    }
    return String.join(" / ", parts);
  }

  private static Optional<String> text(JsonNode object, String member) {
    return Optional.ofNullable(object.get(member)).map(JsonNode::asText);
  }
}
