package dev.tare.experiment.density;

import static dev.tare.experiment.density.StepsJson.real;
import static dev.tare.experiment.density.StepsJson.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.experiment.concurrent.PoolOutcome;
import dev.tare.launch.PoolReading;
import java.util.OptionalDouble;

/** What a pool of memory went through, as a step of {@code steps.json} holds it. */
final class PoolJson {
  private PoolJson() {}

  static ObjectNode node(JsonMapper mapper, PoolOutcome pool) {
    ObjectNode node = mapper.createObjectNode();
    put(node, "reclaimedPerSecond", pool.reclaimed());
    put(node, "returnedPerSecond", pool.returned());
    put(node, "swappedPerSecond", pool.swapped());
    node.put("members", pool.members()).put("killed", pool.killed());
    node.put("hasSwap", pool.hasSwap());
    PoolReading last = pool.last();
    ObjectNode end = node.putObject("last").put("version", last.version());
    StepsJson.put(end, "limitBytes", last.limitBytes());
    StepsJson.put(end, "mostBytes", last.mostBytes());
    StepsJson.put(end, "reclaimed", last.reclaimed());
    StepsJson.put(end, "returned", last.returned());
    StepsJson.put(end, "swappedIn", last.swappedIn());
    StepsJson.put(end, "swappedOut", last.swappedOut());
    StepsJson.put(end, "kills", last.kills());
    StepsJson.put(end, "overridden", last.overridden());
    return node;
  }

  static PoolOutcome pool(JsonNode node) {
    JsonNode end = node.path("last");
    PoolReading last =
        new PoolReading(
            end.path("version").asInt(),
            whole(end, "limitBytes"),
            whole(end, "mostBytes"),
            whole(end, "reclaimed"),
            whole(end, "returned"),
            whole(end, "swappedIn"),
            whole(end, "swappedOut"),
            whole(end, "kills"),
            whole(end, "overridden"));
    return new PoolOutcome(
        last,
        real(node, "reclaimedPerSecond"),
        real(node, "returnedPerSecond"),
        real(node, "swappedPerSecond"),
        node.path("members").asInt(),
        node.path("killed").asInt(),
        node.path("hasSwap").asBoolean());
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    value.ifPresent(known -> node.put(name, known));
  }
}
