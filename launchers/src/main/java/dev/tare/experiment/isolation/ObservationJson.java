package dev.tare.experiment.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.experiment.isolation.Observation.BothSides;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What was seen of one visit, as {@code isolation.json} has it. What is absent has no member. */
final class ObservationJson {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final double NS = 1e9;

  private ObservationJson() {}

  static ObjectNode node(Observation one) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("place", one.cell().place())
            .put("victim", one.cell().victim().benchmark())
            .put("block", one.block())
            .put("end", one.end().name())
            .put("limitSeconds", one.limitSeconds());
    one.reason().ifPresent(why -> node.put("reason", why));
    put(node, "workSeconds", one.workSeconds());
    put(node, "p50Ns", one.p50Ns());
    put(node, "p99Ns", one.p99Ns());
    put(node, "covered", one.covered());
    put(node, "hostBackSeconds", one.hostBackSeconds());
    slices(node, one);
    sides(node.putObject("victimCounts"), one.victim());
    sides(node.putObject("neighbourCounts"), one.beside());
    return node;
  }

  /** Whether it is of that case and block. */
  static boolean isOf(JsonNode node, Cell cell, int block) {
    return node.path("place").asText().equals(cell.place())
        && node.path("victim").asText().equals(cell.victim().benchmark())
        && node.path("block").asInt(-1) == block;
  }

  /**
   * What {@link #node} gave. The clock begins with the first slice: only differences count.
   *
   * @param cell and {@code block} that it is of
   */
  static Observation parse(JsonNode node, Cell cell, int block) {
    return new Observation(
        cell,
        block,
        Observation.End.valueOf(node.path("end").asText()),
        Optional.ofNullable(node.path("reason").textValue()),
        node.path("limitSeconds").asDouble(),
        real(node, "workSeconds"),
        real(node, "p50Ns"),
        real(node, "p99Ns"),
        pieces(node),
        node.has("neighbourGoneSeconds")
            ? OptionalLong.of(ns(node.path("neighbourGoneSeconds")))
            : OptionalLong.empty(),
        real(node, "covered"),
        sides(node.path("victimCounts")),
        sides(node.path("neighbourCounts")),
        real(node, "hostBackSeconds"));
  }

  /** Ends of slices by a clock that starts with the first. */
  private static void slices(ObjectNode node, Observation one) {
    long zero = zero(one);
    if (!one.pieces().isEmpty()) {
      ArrayNode ends = node.putArray("sliceEndsSeconds");
      ArrayNode lengths = node.putArray("sliceSeconds");
      for (Recovery.Piece piece : one.pieces()) {
        ends.add((piece.endNs() - zero) / NS);
        lengths.add(piece.seconds());
      }
    }
    if (one.goneNs().isPresent()) {
      node.put("neighbourGoneSeconds", (one.goneNs().getAsLong() - zero) / NS);
    }
  }

  /** When the first slice began; where there is none, when the neighbour went. */
  private static long zero(Observation one) {
    if (one.pieces().isEmpty()) {
      return one.goneNs().orElse(0);
    }
    Recovery.Piece first = one.pieces().get(0);
    return first.endNs() - Math.round(first.seconds() * NS);
  }

  private static List<Recovery.Piece> pieces(JsonNode node) {
    List<Recovery.Piece> pieces = new ArrayList<>();
    JsonNode lengths = node.path("sliceSeconds");
    for (int i = 0; i < lengths.size(); i++) {
      long end = ns(node.path("sliceEndsSeconds").path(i));
      pieces.add(new Recovery.Piece(end, lengths.get(i).asDouble()));
    }
    return pieces;
  }

  private static long ns(JsonNode seconds) {
    return Math.round(seconds.asDouble() * NS);
  }

  private static void sides(ObjectNode node, BothSides both) {
    counts(node.putObject("inside"), both.inside());
    counts(node.putObject("outside"), both.outside());
  }

  private static BothSides sides(JsonNode node) {
    return new BothSides(counts(node.path("inside")), counts(node.path("outside")));
  }

  private static void counts(ObjectNode node, Incidents one) {
    put(node, "oomKills", one.oomKills());
    put(node, "throttledUs", one.throttledUs());
    put(node, "forkFailures", one.forkFailures());
  }

  private static Incidents counts(JsonNode node) {
    return new Incidents(
        whole(node, "oomKills"), whole(node, "throttledUs"), whole(node, "forkFailures"));
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    value.ifPresent(known -> node.put(name, known));
  }

  private static void put(ObjectNode node, String name, OptionalLong value) {
    value.ifPresent(known -> node.put(name, known));
  }

  private static OptionalDouble real(JsonNode node, String name) {
    return node.has(name) ? OptionalDouble.of(node.get(name).asDouble()) : OptionalDouble.empty();
  }

  private static OptionalLong whole(JsonNode node, String name) {
    return node.has(name) ? OptionalLong.of(node.get(name).asLong()) : OptionalLong.empty();
  }
}
