package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Reads and writes {@code run.json}. */
final class RunDocumentJson {
  private static final int SCHEMA = 2;

  /** Is the last that counted blocks from 0. */
  private static final int BLOCKS_FROM_0 = 1;

  private RunDocumentJson() {}

  static void write(Path file, RunDocument run) throws IOException {
    ObjectNode document = Json.MAPPER.createObjectNode().put("schema", SCHEMA);
    document.put("id", run.id()).put("started", run.started().toString());
    run.finished().ifPresent(end -> document.put("finished", end.toString()));
    run.measured().ifPresent(time -> document.put("measured", time.toString()));
    document.put("seed", run.seed());
    document.set("plan", Json.object(run.plan()));
    run.asked().ifPresent(asked -> document.set("asked", asked));
    document.set("host", Json.object(run.host().values()));
    document.set("environments", Json.object(run.folders()));
    ArrayNode schedule = document.putArray("schedule");
    run.schedule().forEach(slot -> schedule.add(object(slot)));
    Json.write(file, document);
  }

  static RunDocument read(Path file) throws BadInput {
    JsonNode document = Json.read(file);
    int schema = document.path("schema").asInt();
    boolean known = schema == SCHEMA || schema == BLOCKS_FROM_0;
    if (!known || !document.path("schedule").isArray()) {
      throw new BadInput(file.toString(), "not a run of schema " + SCHEMA);
    }
    try {
      return document(document, schema == SCHEMA ? 1 : 0);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new BadInput(file.toString(), String.valueOf(e.getMessage()), e);
    }
  }

  private static RunDocument document(JsonNode document, int firstBlock) {
    List<ScheduledTrial> schedule = new ArrayList<>();
    document.path("schedule").forEach(slot -> schedule.add(slot(slot, firstBlock)));
    return new RunDocument(
        document.path("id").asText(),
        Instant.parse(document.path("started").asText()),
        text(document, "finished").map(Instant::parse),
        document.path("seed").asLong(),
        Json.texts(document.path("plan")),
        Facts.of(Json.texts(document.path("host"))),
        Json.texts(document.path("environments")),
        schedule,
        Optional.ofNullable(document.get("asked")),
        text(document, "measured").map(Duration::parse));
  }

  private static ObjectNode object(ScheduledTrial slot) {
    ObjectNode object =
        Json.MAPPER
            .createObjectNode()
            .put("slot", slot.slot())
            .put("block", slot.block() + 1)
            .put("environment", slot.environment())
            .put("status", slot.status().name().toLowerCase(Locale.ROOT));
    slot.reason().ifPresent(why -> object.put("reason", why));
    if (!slot.forks().isEmpty()) {
      slot.forks().forEach(object.putObject("forks")::put);
    }
    if (!slot.failures().isEmpty()) {
      object.set("failures", Json.object(slot.failures()));
    }
    if (!slot.crashes().isEmpty()) {
      object.set("crashes", Json.object(slot.crashes()));
    }
    return object;
  }

  private static ScheduledTrial slot(JsonNode object, int firstBlock) {
    TreeMap<String, Integer> forks = new TreeMap<>();
    object
        .path("forks")
        .fields()
        .forEachRemaining(e -> forks.put(e.getKey(), e.getValue().asInt()));
    return new ScheduledTrial(
        object.path("slot").asInt(-1),
        object.path("block").asInt() - firstBlock,
        object.path("environment").asText(),
        ScheduledTrial.Status.valueOf(object.path("status").asText().toUpperCase(Locale.ROOT)),
        text(object, "reason"),
        forks,
        Json.texts(object.path("failures")),
        Json.texts(object.path("crashes")));
  }

  private static Optional<String> text(JsonNode object, String member) {
    return Optional.ofNullable(object.get(member)).map(JsonNode::asText);
  }
}
