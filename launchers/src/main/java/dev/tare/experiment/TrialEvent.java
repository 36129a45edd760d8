package dev.tare.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.result.Facts;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Describes what a trial says of itself, one JSON document a line, so that every engine's pipe
 * carries it and results come out as they are made.
 */
public sealed interface TrialEvent {
  /** Describes what the environment is, as seen from inside. */
  record FactsRead(Facts facts) implements TrialEvent {}

  /** Describes what will be run, by {@link SeriesKey#runId()}, in this order. */
  record Planned(List<String> runs) implements TrialEvent {
    public Planned {
      runs = List.copyOf(runs);
    }
  }

  /** A benchmark begins. */
  record Started(String run) implements TrialEvent {}

  /** A benchmark goes on that is silent for long, and has its own limit of time. */
  record Working(String run) implements TrialEvent {}

  /** A fork is warm and waits at the barrier. */
  record Ready(String run) implements TrialEvent {}

  /**
   * A measured iteration has ended.
   *
   * @param number from 1
   * @param score of the iteration, in that unit
   * @param unit as JMH writes it: {@code ops/s}
   */
  record Iterated(String run, int number, double score, String unit) implements TrialEvent {}

  /**
   * A benchmark has ended.
   *
   * @param failure why it did not finish, one line; absent where it did
   * @param jmh JMH's own JSON of it, untouched; an empty array where nothing finished
   * @param latencies the text of a latency log; empty where its operations are not timed
   */
  record Ended(String run, Optional<String> failure, String jmh, String latencies)
      implements TrialEvent {}

  /** All that was asked for has ended; nothing follows. */
  record Finished() implements TrialEvent {}

  /** The document, without a line's end. */
  default String line() {
    ObjectNode node = Format.MAPPER.createObjectNode();
    if (this instanceof FactsRead read) {
      read.facts().values().forEach(node.put("event", "facts").putObject("facts")::put);
    } else if (this instanceof Planned planned) {
      ArrayNode runs = node.put("event", "planned").putArray("runs");
      planned.runs().forEach(runs::add);
    } else if (this instanceof Started started) {
      node.put("event", "started").put("run", started.run());
    } else if (this instanceof Working working) {
      node.put("event", "working").put("run", working.run());
    } else if (this instanceof Ready ready) {
      node.put("event", "ready").put("run", ready.run());
    } else if (this instanceof Iterated one) {
      node.put("event", "iterated").put("run", one.run()).put("number", one.number());
      node.put("score", one.score()).put("unit", one.unit());
    } else if (this instanceof Ended ended) {
      node.put("event", "ended").put("run", ended.run());
      ended.failure().ifPresent(why -> node.put("failure", why));
      node.put("jmh", ended.jmh()).put("latencies", ended.latencies());
    } else {
      node.put("event", "end");
    }
    return node.toString();
  }

  /** An event as {@link #line} wrote it; absent where a line is torn or somebody else's. */
  static Optional<TrialEvent> parse(String line) {
    try {
      JsonNode node = Format.MAPPER.readTree(line);
      return node == null || !node.isObject() ? Optional.empty() : Format.event(node);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Describes how events are written. */
  final class Format {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Format() {}

    private static Optional<TrialEvent> event(JsonNode node) {
      String run = node.path("run").asText();
      return switch (node.path("event").asText()) {
        case "facts" -> Optional.of(new FactsRead(facts(node.path("facts"))));
        case "planned" -> Optional.of(new Planned(texts(node.path("runs"))));
        case "started" -> Optional.of(new Started(run));
        case "working" -> Optional.of(new Working(run));
        case "ready" -> Optional.of(new Ready(run));
        case "iterated" ->
            Optional.of(
                new Iterated(
                    run,
                    node.path("number").asInt(),
                    node.path("score").asDouble(),
                    node.path("unit").asText()));
        case "ended" ->
            Optional.of(
                new Ended(
                    run,
                    Optional.ofNullable(node.get("failure")).map(JsonNode::asText),
                    node.path("jmh").asText(),
                    node.path("latencies").asText()));
        case "end" -> Optional.of(new TrialEvent.Finished());
        default -> Optional.empty();
      };
    }

    private static Facts facts(JsonNode object) {
      Map<String, String> facts = new TreeMap<>();
      object.fields().forEachRemaining(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
      return Facts.of(facts);
    }

    private static List<String> texts(JsonNode array) {
      List<String> texts = new ArrayList<>();
      array.forEach(text -> texts.add(text.asText()));
      return texts;
    }
  }
}
