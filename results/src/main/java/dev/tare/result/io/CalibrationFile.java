package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.result.Calibration;
import dev.tare.result.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The calibrations of all places that a user has calibrated: {@code {"schema": 1, "calibrations":
 * [{"place": {fact: text}, "made": time, "spreads": [{"environment", "run", "metric", "logs"}]}]}}.
 */
public final class CalibrationFile {
  private static final int SCHEMA = 1;

  private CalibrationFile() {}

  /** All calibrations of a file. */
  public static List<Calibration> read(Path file) throws BadInput {
    JsonNode document = Json.read(file);
    if (document.path("schema").asInt() != SCHEMA || !document.path("calibrations").isArray()) {
      throw new BadInput(file.toString(), "not a calibration of schema " + SCHEMA);
    }
    List<Calibration> all = new ArrayList<>();
    try {
      document.path("calibrations").forEach(one -> all.add(calibration(one)));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new BadInput(file.toString(), String.valueOf(e.getMessage()), e);
    }
    return all;
  }

  /** Adds a calibration to a file, which need not exist; it replaces what it measured again. */
  public static void add(Path file, Calibration added) throws IOException {
    List<Calibration> all = new ArrayList<>(Files.exists(file) ? read(file) : List.of());
    List<Calibration.Spread> spreads = new ArrayList<>(added.spreads());
    Set<List<Object>> again =
        spreads.stream().map(CalibrationFile::series).collect(Collectors.toSet());
    all.stream()
        .filter(one -> one.place().equals(added.place()))
        .flatMap(one -> one.spreads().stream())
        .filter(spread -> !again.contains(series(spread)))
        .forEach(spreads::add);
    all.removeIf(one -> one.place().equals(added.place()));
    all.add(new Calibration(added.place(), added.made(), spreads));
    write(file, all);
  }

  private static List<Object> series(Calibration.Spread spread) {
    return List.of(spread.environment(), spread.run(), spread.metric());
  }

  private static void write(Path file, List<Calibration> all) throws IOException {
    ObjectNode document = Json.MAPPER.createObjectNode().put("schema", SCHEMA);
    ArrayNode calibrations = document.putArray("calibrations");
    for (Calibration one : all) {
      ObjectNode node = calibrations.addObject();
      node.set("place", Json.object(one.place().values()));
      node.put("made", one.made().toString());
      ArrayNode spreads = node.putArray("spreads");
      one.spreads().forEach(spread -> write(spreads.addObject(), spread));
    }
    Json.write(file, document);
  }

  private static void write(ObjectNode node, Calibration.Spread spread) {
    spread.environment().ifPresent(stack -> node.put("environment", stack));
    node.put("run", spread.run()).put("metric", spread.metric());
    ArrayNode logs = node.putArray("logs");
    spread.logs().forEach(logs::add);
  }

  private static Calibration calibration(JsonNode node) {
    List<Calibration.Spread> spreads = new ArrayList<>();
    for (JsonNode spread : node.path("spreads")) {
      List<Double> logs = new ArrayList<>();
      spread.path("logs").forEach(log -> logs.add(number(log)));
      spreads.add(
          new Calibration.Spread(
              Optional.ofNullable(spread.get("environment")).map(JsonNode::asText),
              spread.path("run").asText(),
              spread.path("metric").asText(),
              logs));
    }
    Map<String, String> place = Json.texts(node.path("place"));
    return new Calibration(Facts.of(place), Instant.parse(node.path("made").asText()), spreads);
  }

  private static double number(JsonNode log) {
    if (!log.isNumber() || !Double.isFinite(log.asDouble())) {
      throw new IllegalArgumentException("logs: not a finite number: " + log.asText());
    }
    return log.asDouble();
  }
}
