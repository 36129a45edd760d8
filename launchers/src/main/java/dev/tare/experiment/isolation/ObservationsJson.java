package dev.tare.experiment.isolation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.experiment.isolation.Observation.BothSides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Keeps what was seen of every visit, also of those that never finished: {@code isolation.json} of
 * the run folder. What is absent has no member.
 */
final class ObservationsJson {
  private static final String FILE = "isolation.json";
  private static final JsonMapper MAPPER = new JsonMapper();

  private ObservationsJson() {}

  /** Writes all visits so far; the file is whole at any moment. */
  static void write(Path run, List<Observation> all) throws IOException {
    ObjectNode document = MAPPER.createObjectNode().put("schema", 1);
    ArrayNode visits = document.putArray("visits");
    all.forEach(one -> visits.add(node(one)));
    Path part = run.resolve(FILE + ".part");
    Files.writeString(part, document.toPrettyString());
    Files.move(
        part,
        run.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

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

  /** Ends of slices by a clock that starts with the first. */
  private static void slices(ObjectNode node, Observation one) {
    if (one.pieces().isEmpty()) {
      return;
    }
    Recovery.Piece first = one.pieces().get(0);
    long zero = first.endNs() - Math.round(first.seconds() * 1e9);
    ArrayNode ends = node.putArray("sliceEndsSeconds");
    ArrayNode lengths = node.putArray("sliceSeconds");
    for (Recovery.Piece piece : one.pieces()) {
      ends.add((piece.endNs() - zero) / 1e9);
      lengths.add(piece.seconds());
    }
    if (one.goneNs().isPresent()) {
      node.put("neighbourGoneSeconds", (one.goneNs().getAsLong() - zero) / 1e9);
    }
  }

  private static void sides(ObjectNode node, BothSides both) {
    counts(node.putObject("inside"), both.inside());
    counts(node.putObject("outside"), both.outside());
  }

  private static void counts(ObjectNode node, Incidents one) {
    put(node, "oomKills", one.oomKills());
    put(node, "throttledUs", one.throttledUs());
    put(node, "forkFailures", one.forkFailures());
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    value.ifPresent(known -> node.put(name, known));
  }

  private static void put(ObjectNode node, String name, OptionalLong value) {
    value.ifPresent(known -> node.put(name, known));
  }
}
