package dev.tare.experiment.isolation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.result.io.AtomicFile;
import dev.tare.result.io.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps what was found: of every visit, also of those that never finished, and the work of every
 * victim; {@code isolation.json} of the run folder.
 */
final class FindingsJson {
  private static final String FILE = "isolation.json";
  private static final int SCHEMA = 1;
  private static final JsonMapper MAPPER = new JsonMapper();

  private FindingsJson() {}

  /** Writes all so far; the file is whole at any moment. */
  static void write(Path run, Findings found) throws IOException {
    ObjectNode document = MAPPER.createObjectNode().put("schema", SCHEMA);
    ObjectNode works = document.putObject("works");
    found.works().forEach((kind, work) -> works.set(kind, node(work)));
    ArrayNode emulated = document.putArray("emulated");
    found.emulated().forEach(emulated::add);
    ArrayNode notes = document.putArray("notes");
    found.notes().forEach(notes::add);
    document.put("hostInDanger", found.isInDanger());
    ArrayNode visits = document.putArray("visits");
    found.visits().forEach(one -> visits.add(ObservationJson.node(one)));
    byte[] text = (document.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.replace(run.resolve(FILE), out -> out.write(text));
  }

  /**
   * What was kept; nothing where no visit has ended yet.
   *
   * @throws BadInput where it is not of this plan
   */
  static Findings read(Path run, IsolationPlan plan) throws IOException {
    Findings found = new Findings();
    Path file = run.resolve(FILE);
    if (!Files.exists(file)) {
      return found;
    }
    JsonNode document = document(file);
    document
        .path("works")
        .fields()
        .forEachRemaining(one -> found.works().put(one.getKey(), work(one.getValue())));
    document.path("emulated").forEach(one -> found.emulated().add(one.asText()));
    document.path("notes").forEach(one -> found.notes().add(one.asText()));
    found.inDanger(document.path("hostInDanger").asBoolean());
    List<Cell> order = plan.order();
    JsonNode visits = document.path("visits");
    for (int slot = 0; slot < visits.size(); slot++) {
      int block = slot / plan.cells().size();
      if (slot >= order.size() || !ObservationJson.isOf(visits.get(slot), order.get(slot), block)) {
        throw new BadInput(file.toString(), "visit " + slot + " is not this run's");
      }
      found.visits().add(ObservationJson.parse(visits.get(slot), order.get(slot), block));
    }
    return found;
  }

  private static JsonNode document(Path file) throws IOException {
    try {
      JsonNode document = MAPPER.readTree(Files.readAllBytes(file));
      if (document.path("schema").asInt() != SCHEMA) {
        throw new BadInput(file.toString(), "not visits of schema " + SCHEMA);
      }
      return document;
    } catch (JsonProcessingException e) {
      throw new BadInput(file.toString(), "not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static ObjectNode node(FixedWork work) {
    return MAPPER
        .createObjectNode()
        .put("shots", work.shots())
        .put("slices", work.slices())
        .put("recovery", work.recovery())
        .put("sliceSeconds", work.sliceSeconds());
  }

  private static FixedWork work(JsonNode node) {
    return new FixedWork(
        node.path("shots").asInt(),
        node.path("slices").asInt(),
        node.path("recovery").asInt(),
        node.path("sliceSeconds").asDouble());
  }
}
