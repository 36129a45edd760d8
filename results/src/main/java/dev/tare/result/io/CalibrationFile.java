package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The calibrations of all places that a user has calibrated: {@code {"schema": 1, "calibrations":
 * [{"place": {fact: text}, "made": time, "spreads": [{"environment", "run", "metric", "logs"}]}]}}.
 */
public final class CalibrationFile {
  private static final int SCHEMA = 1;

  private record Document(int schema, List<Calibration> calibrations) {}

  private CalibrationFile() {}

  public static List<Calibration> read(Path file) throws BadInput {
    JsonNode document = Json.read(file);
    if (document.path("schema").asInt() != SCHEMA || !document.path("calibrations").isArray()) {
      throw new BadInput(file.toString(), "not a calibration of schema " + SCHEMA);
    }
    List<Calibration> all = Records.of(document, Document.class, file.toString()).calibrations();
    if (all.contains(null)) {
      throw new BadInput(file.toString(), "calibrations: null");
    }
    for (Calibration one : all) {
      if (one.spreads().stream()
          .anyMatch(spread -> !spread.logs().stream().allMatch(Double::isFinite))) {
        throw new BadInput(file.toString(), "logs: not a finite number");
      }
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
    Json.write(file, Records.tree(new Document(SCHEMA, all)));
  }
}
