package dev.tare.experiment.density;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.launch.Limits;
import dev.tare.result.io.AtomicFile;
import dev.tare.result.io.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Steps as {@code steps.json} of a run folder holds them: {@code {"schema": 1, "steps": [...]}}.
 * What is absent has no member.
 */
final class StepsJson {
  static final String FILE = "steps.json";

  private static final int SCHEMA = 1;
  private static final JsonMapper MAPPER = new JsonMapper();

  private StepsJson() {}

  /** Writes all steps so far; the file is whole at any moment. */
  static void write(Path run, List<KeptStep> steps) throws IOException {
    ObjectNode document = MAPPER.createObjectNode().put("schema", SCHEMA);
    ArrayNode nodes = document.putArray("steps");
    steps.forEach(step -> nodes.add(node(step)));
    byte[] text = (document.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.replace(run.resolve(FILE), out -> out.write(text));
  }

  /** The steps of a run folder; none where it has none yet. */
  static List<KeptStep> read(Path run) throws IOException {
    Path file = run.resolve(FILE);
    if (!Files.exists(file)) {
      return List.of();
    }
    JsonNode document;
    try {
      document = MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new BadInput(file.toString(), "not JSON: " + e.getOriginalMessage(), e);
    }
    if (document.path("schema").asInt() != SCHEMA) {
      throw new BadInput(file.toString(), "not steps of schema " + SCHEMA);
    }
    List<KeptStep> steps = new ArrayList<>();
    document.path("steps").forEach(node -> steps.add(step(node)));
    return steps;
  }

  private static ObjectNode node(KeptStep step) {
    ObjectNode node =
        MAPPER.createObjectNode().put("place", step.place()).put("block", step.block());
    step.refusal().ifPresent(why -> node.put("refusal", why));
    step.idle().ifPresent(host -> node.set("idle", node(host)));
    step.outcome().ifPresent(outcome -> node.set("outcome", node(outcome)));
    return node;
  }

  private static KeptStep step(JsonNode node) {
    return new KeptStep(
        node.path("place").asText(),
        node.path("block").asInt(),
        Optional.ofNullable(node.path("refusal").textValue()),
        there(node, "idle").map(StepsJson::host),
        there(node, "outcome").map(StepsJson::outcome));
  }

  private static ObjectNode node(ConcurrentOutcome outcome) {
    ObjectNode node = MAPPER.createObjectNode();
    outcome.overlap().ifPresent(share -> node.put("overlap", share));
    outcome.loaded().ifPresent(host -> node.set("loaded", node(host)));
    outcome.pool().ifPresent(pool -> node.set("pool", PoolJson.node(MAPPER, pool)));
    ObjectNode limits = node.putObject("limits");
    outcome.limits().forEach((role, found) -> limits.set(role, node(found)));
    ObjectNode cpus = node.putObject("cpus");
    outcome.cpus().forEach(cpus::put);
    node.put("emulated", outcome.emulated());
    ArrayNode failures = node.putArray("failures");
    outcome.failures().forEach(failures::add);
    node.put("failed", outcome.failed());
    return node;
  }

  private static ConcurrentOutcome outcome(JsonNode node) {
    Map<String, Limits> limits = new TreeMap<>();
    node.path("limits")
        .fields()
        .forEachRemaining(one -> limits.put(one.getKey(), limits(one.getValue())));
    Map<String, Double> cpus = new TreeMap<>();
    node.path("cpus")
        .fields()
        .forEachRemaining(one -> cpus.put(one.getKey(), one.getValue().asDouble()));
    List<String> failures = new ArrayList<>();
    node.path("failures").forEach(why -> failures.add(why.asText()));
    return new ConcurrentOutcome(
        real(node, "overlap"),
        there(node, "loaded").map(StepsJson::host),
        there(node, "pool").map(PoolJson::pool),
        limits,
        cpus,
        node.path("emulated").asBoolean(),
        failures,
        node.path("failed").asBoolean());
  }

  private static ObjectNode node(HostReading host) {
    ObjectNode node = MAPPER.createObjectNode();
    put(node, "availableBytes", host.availableBytes());
    put(node, "pssBytes", host.pssBytes());
    put(node, "groupBytes", host.groupBytes());
    put(node, "tasks", host.tasks());
    put(node, "diskBytes", host.diskBytes());
    return node;
  }

  private static HostReading host(JsonNode node) {
    return new HostReading(
        whole(node, "availableBytes"),
        whole(node, "pssBytes"),
        whole(node, "groupBytes"),
        whole(node, "tasks"),
        whole(node, "diskBytes"));
  }

  /** As numbers: what was read back need not be what one may ask for. */
  private static ObjectNode node(Limits limits) {
    ObjectNode node = MAPPER.createObjectNode();
    limits.cpuset().ifPresent(cpus -> node.put("cpuset", cpus));
    put(node, "shares", limits.shares());
    limits.cpus().ifPresent(quota -> node.put("cpus", quota));
    put(node, "memoryBytes", limits.memoryBytes());
    put(node, "softMemoryBytes", limits.softMemoryBytes());
    put(node, "pids", limits.pids());
    return node;
  }

  private static Limits limits(JsonNode node) {
    return new Limits(
        Optional.ofNullable(node.path("cpuset").textValue()),
        whole(node, "shares"),
        real(node, "cpus"),
        whole(node, "memoryBytes"),
        whole(node, "softMemoryBytes"),
        whole(node, "pids"));
  }

  static void put(ObjectNode node, String name, OptionalLong value) {
    value.ifPresent(known -> node.put(name, known));
  }

  private static Optional<JsonNode> there(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name));
  }

  static OptionalLong whole(JsonNode node, String name) {
    return node.has(name) ? OptionalLong.of(node.get(name).asLong()) : OptionalLong.empty();
  }

  static OptionalDouble real(JsonNode node, String name) {
    return node.has(name) ? OptionalDouble.of(node.get(name).asDouble()) : OptionalDouble.empty();
  }
}
