package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.result.io.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * That all views of a run say the same, figure by figure and word by word: what its verb printed,
 * its page, report in all formats, diff and gate of its environments, and jmh.json.
 */
final class Agreement {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern DATA =
      Pattern.compile("<script[^>]* id=\"data\"[^>]*>(.*?)</script>", Pattern.DOTALL);
  private static final List<String> COLUMNS = List.of("p50", "p99");
  private static final Set<String> SHOWING =
      Set.of(
          "quick",
          "matrix",
          "network",
          "isolate",
          "density",
          "allocate",
          "boot",
          "image",
          "service");

  private final Path run;
  private final List<String> options;
  private final JsonNode report;

  private Agreement(Path run, String... options) throws Exception {
    this.run = run;
    this.options = List.of(options);
    this.report = JSON.readTree(report("json"));
  }

  /**
   * Asserts it.
   *
   * @param run with at least one result
   * @param console what the verb printed that made it
   * @param options that report, diff and gate need to see it as the verb did
   */
  static void of(Path run, String console, String... options) throws Exception {
    Agreement agreement = new Agreement(run, options);
    agreement.page();
    agreement.printed(console);
    agreement.tables();
    agreement.csv();
    new SectionAgreement(agreement.report)
        .all(run, agreement.report("text"), agreement.report("md"));
    agreement.sides(agreement::jmh);
    new DiffAgreement(run, agreement.options, agreement.report).all();
  }

  private String report(String format) {
    List<String> words = new ArrayList<>(List.of("report", run.toString(), "-o", "-"));
    words.addAll(List.of("--format", format));
    words.addAll(options);
    Terminal terminal = new Terminal();
    assertThat(terminal.run(words.toArray(String[]::new))).as(terminal.err()).isZero();
    return terminal.out();
  }

  /** What report makes now, and what the verb left. */
  private void page() throws Exception {
    assertThat(embedded(report("html"))).isEqualTo(report);
    Path own = run.resolve("report.html");
    if (Files.exists(own)) {
      JsonNode left = embedded(Files.readString(own));
      assertThat(report.equals(Agreement::differ, left))
          .as("the verb's own page: %s%nand report: %s", left, report)
          .isTrue();
    }
  }

  /** Another JVM may compute the last digit differently. */
  private static int differ(JsonNode a, JsonNode b) {
    boolean same =
        a.isNumber() && b.isNumber()
            ? Math.abs(a.asDouble() - b.asDouble()) <= 1e-9 * Math.abs(a.asDouble())
            : a.equals(b);
    return same ? 0 : 1;
  }

  private static JsonNode embedded(String page) throws Exception {
    Matcher data = DATA.matcher(page);
    assertThat(data.find()).as("data in the page").isTrue();
    return JSON.readTree(data.group(1));
  }

  private void printed(String console) throws Exception {
    String verb = RunFolder.open(run).document().plan().getOrDefault("verb", "");
    if (SHOWING.contains(verb)) {
      assertThat(console).contains(report("text"));
    }
  }

  /** The scores in text, which shows an experiment's own tables instead, and in Markdown. */
  private void tables() {
    List<List<String>> markdown = ViewText.markdownRows(report("md"));
    List<List<String>> text = ViewText.rows(report("text"));
    boolean scores = report.path("sections").isEmpty();
    for (JsonNode entry : report.path("benchmarks")) {
      String first = entry.path("name").asText();
      for (JsonNode side : entry.path("sides")) {
        assertThat(markdown).contains(ViewText.told(row(entry.path("name").asText(), side)));
        if (scores) {
          assertThat(text).contains(ViewText.told(row(first, side)));
        }
        first = "";
      }
    }
    List<String> end = new ArrayList<>(List.of(report.path("answer").asText()));
    if (report.has("next")) {
      end.add(report.path("next").asText());
    }
    assertThat(report("text").lines().toList())
        .as("ends with the answer")
        .endsWith(end.toArray(String[]::new));
    assertThat(ViewText.plain(report("md"))).contains(report.path("answer").asText());
  }

  private List<String> row(String name, JsonNode side) {
    JsonNode score = side.path("score");
    JsonNode ratio = side.path("ratio");
    Map<String, String> others = new TreeMap<>();
    List<String> also = new ArrayList<>();
    for (JsonNode other : side.path("others")) {
      String metric = other.path("metric").asText();
      String figure = other.at("/figure/text").asText();
      if (COLUMNS.contains(metric)) {
        others.put(metric, figure);
      } else {
        also.add(metric + " " + figure);
      }
    }
    List<String> cells = new ArrayList<>(List.of(name));
    cells.add(report.path("places").size() > 1 ? place(side).path("label").asText() : "");
    cells.addAll(List.of(score.path("text").asText(), score.path("interval").asText()));
    Stream.of("text", "interval", "said").forEach(one -> cells.add(ratio.path(one).asText()));
    cells.add(score.path("forks").asText());
    COLUMNS.forEach(metric -> cells.add(others.getOrDefault(metric, "")));
    cells.add(String.join(", ", also));
    cells.add(notes(side));
    return cells;
  }

  /** What a verdict says of itself has the noise in it. */
  private static String notes(JsonNode side) {
    if (side.path("ratio").has("why")) {
      return side.at("/ratio/why").asText();
    }
    List<String> parts = new ArrayList<>();
    side.path("warnings").forEach(warning -> parts.add(warning.asText()));
    if (side.at("/noise/flagged").asInt() > 0) {
      parts.add("noise: " + side.at("/noise/text").asText());
    }
    return String.join("; ", parts);
  }

  private void csv() throws Exception {
    List<Map<String, String>> records = ViewText.records(report("csv"));
    sides(
        (entry, side) -> {
          Map<String, String> score = record(records, entry, side, "score");
          assertFigures(score, side.path("score"), side.path("ratio"));
          assertThat(score.get("flagged")).isEqualTo(side.at("/noise/flagged").asText());
          for (JsonNode other : side.path("others")) {
            Map<String, String> more = record(records, entry, side, other.path("metric").asText());
            assertFigures(more, other.path("figure"), other.path("ratio"));
          }
        });
  }

  private Map<String, String> record(
      List<Map<String, String>> records, JsonNode entry, JsonNode side, String metric) {
    return records.stream()
        .filter(one -> one.get("environment").equals(place(side).path("name").asText()))
        .filter(one -> one.get("benchmark").equals(entry.path("benchmark").asText()))
        .filter(one -> one.get("params").equals(params(entry)))
        .filter(one -> one.get("mode").equals(entry.path("mode").asText()))
        .filter(one -> one.get("threads").equals(entry.path("threads").asText()))
        .filter(one -> one.get("metric").equals(metric))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line of " + entry.path("name") + " " + metric));
  }

  static String params(JsonNode entry) {
    return entry.path("params").properties().stream()
        .map(one -> one.getKey() + "=" + one.getValue().asText())
        .collect(Collectors.joining(", "));
  }

  private static void assertFigures(Map<String, String> record, JsonNode figure, JsonNode ratio) {
    for (String name : List.of("value", "low", "high", "forks")) {
      assertThat(record.get(name)).as(record + " " + name).isEqualTo(figure.path(name).asText());
    }
    Map.of("ratio", "value", "ratio_low", "low", "ratio_high", "high")
        .forEach((column, name) -> assertThat(record.get(column)).isEqualTo(text(ratio, name)));
    assertThat(record.get("verdict")).isEqualTo(text(ratio, "verdict"));
    assertThat(record.get("reason")).isEqualTo(text(ratio, "reason"));
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText();
  }

  /** JMH's own members hold the same score, and the same percentiles. */
  private void jmh(JsonNode entry, JsonNode side) throws Exception {
    RunFolder folder = RunFolder.open(run);
    Path file = folder.environment(text(place(side), "name")).resolve("jmh.json");
    for (JsonNode result : JSON.readTree(file.toFile())) {
      if (text(result, "benchmark").equals(text(entry, "benchmark"))
          && text(result, "mode").equals(text(entry, "mode"))
          && text(result, "threads").equals(text(entry, "threads"))
          && hasParams(result, entry)) {
        same(result.path("primaryMetric"), side.path("score"));
        for (JsonNode one : side.at("/latency/percentiles")) {
          same(result.path("secondaryMetrics").path(text(one, "name")), one.path("figure"));
        }
        return;
      }
    }
    throw new AssertionError("not in " + file + ": " + entry.path("name"));
  }

  /** The size of a batch is a parameter wherever it tells results apart. */
  private static boolean hasParams(JsonNode result, JsonNode entry) {
    return entry.path("params").properties().stream()
        .allMatch(
            one ->
                one.getKey().equals("batchSize") && !result.path("params").has("batchSize")
                    ? text(result, "measurementBatchSize").equals(one.getValue().asText())
                    : one.getValue().equals(result.path("params").path(one.getKey())));
  }

  private static void same(JsonNode metric, JsonNode figure) {
    if (figure.has("value")) {
      assertThat(DiffAgreement.nine(metric.path("score").asDouble()))
          .as("score in jmh.json")
          .isEqualTo(DiffAgreement.nine(figure.path("value").asDouble()));
    }
  }

  /** What is looked at in each benchmark of each place. */
  private interface Look {
    void at(JsonNode entry, JsonNode side) throws Exception;
  }

  private void sides(Look look) throws Exception {
    for (JsonNode entry : report.path("benchmarks")) {
      for (JsonNode side : entry.path("sides")) {
        look.at(entry, side);
      }
    }
  }

  private JsonNode place(JsonNode side) {
    return report.path("places").path(side.path("place").asInt());
  }
}
