package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.experiment.network.NetPattern;
import dev.tare.result.Column;
import dev.tare.result.Metrics;
import dev.tare.result.Section;
import dev.tare.result.io.SectionsJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** That an experiment's own tables are the same in all views, and say what its scores say. */
final class SectionAgreement {
  private final JsonNode report;

  SectionAgreement(JsonNode report) {
    this.report = report;
  }

  /** An experiment's own tables, in text and in Markdown; what they share with the scores. */
  void all(Path run, String printed, String written) throws Exception {
    List<List<String>> text = ViewText.rows(printed);
    List<List<String>> markdown = ViewText.markdownRows(written);
    for (JsonNode section : report.path("sections")) {
      for (JsonNode table : section.path("tables")) {
        for (JsonNode row : table.path("rows")) {
          List<String> cells =
              StreamSupport.stream(row.spliterator(), false).map(JsonNode::asText).toList();
          assertThat(markdown).contains(ViewText.told(cells));
          assertThat(text).contains(ViewText.told(cells));
        }
      }
    }
    for (Section section : SectionsJson.read(run)) {
      for (Section.Table table : section.tables()) {
        table.rows().forEach(row -> shared(table, row));
      }
    }
  }

  /** What a row of an experiment's table has of one benchmark in one place. */
  private void shared(Section.Table table, List<Section.Cell> row) {
    List<JsonNode> sides = new ArrayList<>();
    for (JsonNode entry : report.path("benchmarks")) {
      String pattern = NetPattern.of(entry.path("benchmark").asText()).map(Enum::name).orElse("");
      for (JsonNode side : entry.path("sides")) {
        if (table.caption().startsWith(pattern) && places(row).contains(name(side))) {
          sides.add(side);
        }
      }
    }
    if (sides.size() == 1 && table.columns().contains(Column.text("verdict"))) {
      judged(table, row, sides.get(0));
    } else if (sides.size() == 1) {
      measured(table, row, sides.get(0));
    }
  }

  private static void judged(Section.Table table, List<Section.Cell> row, JsonNode side) {
    JsonNode ratio = ratio(table, side);
    assertThat(cell(table, row, Column.text("verdict")).orElseThrow().words())
        .isEqualTo(ratio.path("said").asText());
    cell(table, row, Column.number("ratio")).ifPresent(one -> value(one, ratio));
    assertThat(cell(table, row, Column.number("forks")).orElseThrow().value())
        .isEqualTo(side.at("/score/forks").asDouble());
  }

  /** That of the payload where a rate is shown: the score counts chunks. */
  private static JsonNode ratio(Section.Table table, JsonNode side) {
    if (table.columns().contains(Column.number("rate"))) {
      for (JsonNode other : side.path("others")) {
        if (other.path("metric").asText().equals(Metrics.THROUGHPUT.name())) {
          return other.path("ratio");
        }
      }
    }
    return side.path("ratio");
  }

  /** A score where it is of one guest, and percentiles. */
  private static void measured(Section.Table table, List<Section.Cell> row, JsonNode side) {
    boolean alone =
        Stream.of("guests", "environments")
            .flatMap(title -> cell(table, row, Column.number(title)).stream())
            .allMatch(many -> many.value() == 1);
    Stream.of("score", "each")
        .flatMap(title -> cell(table, row, Column.number(title)).stream())
        .filter(one -> alone)
        .forEach(one -> value(one, side.path("score")));
    for (JsonNode other : side.path("others")) {
      cell(table, row, Column.number(other.path("metric").asText()))
          .ifPresent(
              one -> value(inUnitOf(other.path("unit").asText(), one), other.path("figure")));
    }
  }

  /** A table may have its figures in another unit of the same dimension. */
  private static Section.Cell inUnitOf(String unit, Section.Cell cell) {
    if (cell.value() == null || !unit.startsWith("ns") || !"us".equals(cell.unit())) {
      return cell;
    }
    return Section.Cell.of(cell.value() * 1e3, "ns");
  }

  /** The names that a row's place may have: its path, its environment and case, or its guests. */
  private static Set<String> places(List<Section.Cell> row) {
    String first = row.get(0).words();
    Section.Cell second = row.get(1);
    String count = second.value() == null ? "" : " x" + Math.round(second.value());
    return Set.of(first, first + (count.isEmpty() ? " " + second.words() : count));
  }

  private static Optional<Section.Cell> cell(
      Section.Table table, List<Section.Cell> row, Column column) {
    int index = table.columns().indexOf(column);
    return index < 0 ? Optional.empty() : Optional.of(row.get(index));
  }

  private static void value(Section.Cell cell, JsonNode figure) {
    assertThat(cell.value() == null ? "" : DiffAgreement.nine(cell.value()))
        .as("in an experiment's table: %s, in the report: %s", cell, figure)
        .isEqualTo(DiffAgreement.nine(figure, "value"));
  }

  private String name(JsonNode side) {
    return report.path("places").path(side.path("place").asInt()).path("name").asText();
  }
}
