package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** That diff and gate of a run's environments say what its report says of them. */
final class DiffAgreement {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path run;
  private final List<String> options;
  private final JsonNode report;
  private List<List<String>> text = List.of();
  private List<Map<String, String>> csv = List.of();
  private JsonNode json = JSON.createObjectNode();
  private Map<String, String> cases = Map.of();

  DiffAgreement(Path run, List<String> options, JsonNode report) {
    this.run = run;
    this.options = options;
    this.report = report;
  }

  /** Of each environment with the one that the report compares with. */
  void all() throws Exception {
    for (int place = 1; place < report.path("places").size(); place++) {
      text = ViewText.rows(diff("text", place));
      csv = ViewText.records(diff("csv", place));
      json = JSON.readTree(diff("json", place)).at("/comparisons/0/rows");
      cases = gate(place);
      for (JsonNode entry : report.path("benchmarks")) {
        JsonNode base = side(entry, 0);
        JsonNode other = side(entry, place);
        if (!base.isMissingNode() && !other.isMissingNode()) {
          score(entry, base, other);
        }
      }
    }
  }

  private static JsonNode side(JsonNode entry, int place) {
    for (JsonNode side : entry.path("sides")) {
      if (side.path("place").asInt() == place) {
        return side;
      }
    }
    return entry.path("none");
  }

  private void score(JsonNode entry, JsonNode base, JsonNode other) {
    JsonNode ratio = other.path("ratio");
    row(entry, "score", base.path("score"), other.path("score"), ratio);
    for (JsonNode one : other.path("others")) {
      for (JsonNode its : base.path("others")) {
        if (its.path("metric").equals(one.path("metric"))) {
          String metric = one.path("metric").asText();
          row(entry, metric, its.path("figure"), one.path("figure"), one.path("ratio"));
        }
      }
    }
  }

  /** One row in all formats; where the report compares nothing, its values alone. */
  private void row(JsonNode entry, String metric, JsonNode a, JsonNode b, JsonNode ratio) {
    String name = entry.path("name").asText() + " " + metric;
    Map<String, String> line = line(entry, metric);
    JsonNode row = member(entry, metric);
    assertThat(line.get("value_a")).as(name).isEqualTo(nine(a, "value"));
    assertThat(line.get("value_b")).as(name).isEqualTo(nine(b, "value"));
    assertThat(line.get("forks_a")).as(name).isEqualTo(a.path("forks").asText());
    assertThat(line.get("forks_b")).as(name).isEqualTo(b.path("forks").asText());
    assertThat(row.at("/a/value").asText()).as(name).isEqualTo(nine(a, "value"));
    assertThat(row.at("/b/value").asText()).as(name).isEqualTo(nine(b, "value"));
    List<String> shown = new ArrayList<>(List.of(value(a), value(b)));
    if (!ratio.isMissingNode()) {
      numbers(name, line, row, ratio);
      shown.addAll(shown(ratio));
      // What no gate fails for, such as datagrams that were lost, is in no gate's file.
      if (row.path("gated").asBoolean()) {
        junit(entry, metric, a, b, ratio);
      }
    }
    String label = metric.equals("score") ? entry.path("mode").asText() : metric;
    assertThat(text)
        .as(name + " in the text of diff: " + shown)
        .anyMatch(
            cells ->
                cells.size() > 2
                    && cells.get(0).equals(entry.path("name").asText())
                    && cells.get(1).equals(label)
                    && cells.containsAll(ViewText.told(shown)));
  }

  private static void numbers(String name, Map<String, String> line, JsonNode row, JsonNode ratio) {
    Map.of("ratio", "value", "ratio_low", "low", "ratio_high", "high")
        .forEach((column, of) -> assertThat(line.get(column)).as(name).isEqualTo(nine(ratio, of)));
    Map.of("ratio", "value", "ratioLow", "low", "ratioHigh", "high")
        .forEach(
            (member, of) ->
                assertThat(row.path(member).asText()).as(name).isEqualTo(nine(ratio, of)));
    for (String word : List.of("verdict", "reason")) {
      assertThat(line.get(word)).as(name).isEqualTo(ratio.path(word).asText());
      assertThat(row.path(word).asText()).as(name).isEqualTo(ratio.path(word).asText());
    }
    assertThat(row.path("forksWanted")).as(name).isEqualTo(ratio.path("forksWanted"));
    if (ratio.has("why")) {
      assertThat(line.get("notes")).as(name).isEqualTo(ratio.path("why").asText());
    }
  }

  /** Words and figures as tables have them. */
  private static List<String> shown(JsonNode ratio) {
    List<String> cells = new ArrayList<>(List.of(ratio.path("text").asText()));
    cells.add(interval(ratio));
    Stream.of("forks", "said", "detectable", "why").forEach(one -> cells.add(text(ratio, one)));
    return cells;
  }

  private void junit(JsonNode entry, String metric, JsonNode a, JsonNode b, JsonNode ratio) {
    if (ratio.has("verdict")) {
      String label = metric.equals("score") ? entry.path("mode").asText() : metric;
      String why = text(ratio, "why");
      assertThat(cases)
          .containsEntry(
              entry.path("name").asText() + " " + label,
              "%s: %s to %s, ratio %s (95 %% interval %s), forks %s%s"
                  .formatted(
                      text(ratio, "said"),
                      value(a),
                      value(b),
                      text(ratio, "text"),
                      interval(ratio),
                      text(ratio, "forks"),
                      why.isEmpty() ? "" : "; " + why));
    }
  }

  /** Where it is not known the report says why, and a table of diff has none. */
  private static String interval(JsonNode ratio) {
    return ratio.has("low") ? text(ratio, "interval") : "-";
  }

  /** Diff says in a column of its own of how many forks. */
  private static String value(JsonNode figure) {
    return text(figure, "text").replaceFirst(" \\(\\d+ of \\d+ forks\\)$", "");
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText();
  }

  private Map<String, String> line(JsonNode entry, String metric) {
    return csv.stream()
        .filter(one -> one.get("benchmark").equals(text(entry, "benchmark")))
        .filter(one -> one.get("params").replaceAll("[()]", "").equals(Agreement.params(entry)))
        .filter(one -> one.get("mode").equals(text(entry, "mode")))
        .filter(one -> one.get("threads").equals(text(entry, "threads")))
        .filter(one -> one.get("metric").equals(metric))
        .findFirst()
        .orElseThrow(() -> new AssertionError("diff has no " + entry.path("name") + " " + metric));
  }

  private JsonNode member(JsonNode entry, String metric) {
    for (JsonNode row : json) {
      if (row.path("benchmark").equals(entry.path("benchmark"))
          && row.path("params").equals(entry.path("params"))
          && row.path("mode").equals(entry.path("mode"))
          && row.path("threads").equals(entry.path("threads"))
          && text(row, "metric").equals(metric)) {
        return row;
      }
    }
    throw new AssertionError("diff has no member " + entry.path("name") + " " + metric);
  }

  private String diff(String format, int place) {
    Terminal terminal = new Terminal();
    int exit = terminal.run(words("diff", place, "--format", format));
    assertThat(exit).as(terminal.err()).isZero();
    return terminal.out();
  }

  /** What gate says of each row, by the name of its test case. */
  private Map<String, String> gate(int place) throws Exception {
    Path file = Files.createTempFile("gate", ".xml");
    Map<String, String> said = new HashMap<>();
    try {
      new Terminal().run(words("gate", place, "--junit", file.toString()));
      if (Files.size(file) > 0) {
        NodeList all =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < all.getLength(); i++) {
          Element one = (Element) all.item(i);
          said.put(one.getAttribute("name"), message(one.getFirstChild()));
        }
      }
    } finally {
      Files.delete(file);
    }
    return said;
  }

  private static String message(Node outcome) {
    String message = ((Element) outcome).getAttribute("message");
    return message.isEmpty() ? outcome.getTextContent() : message;
  }

  private String[] words(String verb, int place, String... more) {
    List<String> words = new ArrayList<>(List.of(verb));
    words.addAll(List.of(more));
    words.addAll(options);
    for (int at : List.of(0, place)) {
      words.add(run + ":" + report.path("places").path(at).path("name").asText());
    }
    return words.toArray(String[]::new);
  }

  static String nine(JsonNode node, String name) {
    return node.has(name) ? nine(node.path(name).asDouble()) : "";
  }

  /** Nine digits, as diff has them for other programs. */
  static String nine(double value) {
    return String.valueOf(new BigDecimal(value).round(new MathContext(9)).doubleValue());
  }
}
