package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.compare.Calibrations;
import dev.tare.result.Column;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.SectionsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What experiments found, kept in a run folder and shown. */
class SectionTest {
  private static final Section SECTION =
      new Section(
          "density",
          "How many fit",
          "Guests at once.",
          List.of(
              new Section.Curves(
                  "Each",
                  "guests",
                  "ops/s",
                  List.of(
                      new Section.Line(
                          "docker",
                          List.of(
                              new Section.Point(1, new Cell(100.0, 99.0, 101.0, "ops/s", "")),
                              new Section.Point(2, Cell.of(50, "ops/s"))))))),
          List.of(),
          List.of(
              new Section.Table(
                  "Scores",
                  List.of(Column.text("environment"), Column.number("each")),
                  List.of(List.of(Cell.of("a|b"), Cell.of(5000, "ns"))))),
          List.of(
              new Section.Judged(
                  "claim",
                  "Dhar 2016",
                  "42.05 s",
                  "x8 over x1",
                  Cell.of(1.1, Cell.TIMES),
                  "holds")),
          List.of("stops before 4 guests: memory: <full>"));

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    SectionsJson.write(folder, List.of(SECTION));
    assertThat(SectionsJson.read(folder)).containsExactly(SECTION);
  }

  @Test
  void axesAndMarksAreReadBackAndOlderChartsAreLinear() throws IOException {
    Section section =
        new Section(
            "network",
            "Paths",
            "",
            List.of(
                new Section.Curves(
                    "Latency",
                    "percentile",
                    "us",
                    Section.Scale.EVEN,
                    Section.Scale.LOG,
                    List.of())),
            List.of(
                new Section.Bars("Rates", "Gbit/s", null, List.of()),
                new Section.Bars("Left", "1 alone", List.of())),
            List.of(),
            List.of(),
            List.of());
    SectionsJson.write(folder, List.of(section));
    assertThat(SectionsJson.read(folder)).containsExactly(section);
    Path file = folder.resolve("sections.json");
    String older = Files.readString(file).replaceAll("\\s*\"[xy]Scale\" : \"[A-Z]+\",", "");
    Files.writeString(file, older);
    assertThat(SectionsJson.read(folder).get(0).curves().get(0).xScale())
        .isEqualTo(Section.Scale.LINEAR);
    assertThat(section.bars().get(1).mark()).isEqualTo(1);
  }

  @Test
  void aStudysBarStaysTheStudysAndOlderBarsAreOurs() throws IOException {
    Section.Bar theirs = new Section.Bar("Chaufournier 2016: lxc, fork", Cell.of("DNF"), true);
    Section.Bar ours = new Section.Bar("lxc, set, fork", new Cell(0.5, 0.4, 0.6, Cell.NUMBER, ""));
    Section section =
        new Section(
            "isolation",
            "Hurt",
            "",
            List.of(),
            List.of(new Section.Bars("Left", "1 alone", List.of(ours, theirs))),
            List.of(),
            List.of(),
            List.of());
    SectionsJson.write(folder, List.of(section));
    assertThat(SectionsJson.read(folder)).containsExactly(section);
    Path file = folder.resolve("sections.json");
    Files.writeString(file, Files.readString(file).replaceAll(",\\s*\"theirs\" : false", ""));
    assertThat(Files.readString(file)).containsOnlyOnce("theirs");
    assertThat(SectionsJson.read(folder)).containsExactly(section);
  }

  @Test
  void aRunWithoutSectionsHasNone() throws BadInput {
    assertThat(SectionsJson.read(folder)).isEmpty();
  }

  @Test
  void anotherSchemaIsRefused() throws IOException {
    Files.writeString(folder.resolve("sections.json"), "{\"schema\": 4, \"sections\": []}");
    assertThatThrownBy(() -> SectionsJson.read(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("not sections of schema 1 to 3");
  }

  @Test
  void ofARunBeforeFiguresWereNumbersEverythingIsShownAsItWas() throws IOException {
    Files.writeString(
        folder.resolve("sections.json"),
        """
        {"schema": 1, "sections": [{"id": "density", "title": "T", "lead": "",
          "curves": [{"title": "C", "xLabel": "guests", "yLabel": "ops/s", "lines": [
            {"name": "docker", "points": [
              {"x": 2, "y": 50, "low": 49, "high": 51, "text": "2: 50 [49, 51] ops/s"}]}]}],
          "bars": [{"title": "B", "label": "left", "mark": 1, "bars": [
            {"name": "lxc", "value": 0.5, "low": null, "high": null, "text": "0.5", "theirs": true}]}],
          "tables": [{"caption": "S", "header": ["a", "#b"], "rows": [["docker", "50 [49, 51]"]]}],
          "studies": [{"claim": "c", "source": "s", "theirs": "t", "ours": "1.1x", "verdict": "holds"}],
          "notes": ["n"]}]}
        """);
    SectionView shown = SectionView.of(SectionsJson.read(folder).get(0));
    assertThat(shown.curves().get(0).lines().get(0).points())
        .containsExactly(new SectionView.Point(2, 50, 49.0, 51.0, "2: 50 [49, 51] ops/s"));
    assertThat(shown.bars().get(0).bars())
        .containsExactly(new SectionView.Bar("lxc", 0.5, null, null, "0.5", true));
    assertThat(shown.tables())
        .containsExactly(
            new SectionView.Table(
                "S",
                List.of(Column.text("a"), Column.number("b")),
                List.of(List.of("docker", "50 [49, 51]"))));
    assertThat(SectionsJson.read(folder).get(0).studies())
        .containsExactly(new Section.Judged("c", "s", "t", "", Section.Cell.of("1.1x"), "holds"));
  }

  @Test
  void titlesThatWereMarkedAreOverColumnsOfFigures() throws IOException {
    Files.writeString(
        folder.resolve("sections.json"),
        """
        {"schema": 2, "sections": [{"id": "density", "title": "T", "lead": "", "curves": [],
          "tables": [{"caption": "S", "header": ["a", "#of #1"],
            "rows": [[{"words": "docker"}, {"value": 5, "unit": "ns"}]]}],
          "studies": [], "notes": []}]}
        """);
    List<Section> read = SectionsJson.read(folder);
    assertThat(read.get(0).tables())
        .containsExactly(
            new Section.Table(
                "S",
                List.of(Column.text("a"), Column.number("of #1")),
                List.of(List.of(Cell.of("docker"), Cell.of(5, "ns")))));
    SectionsJson.write(folder, read);
    assertThat(Files.readString(folder.resolve("sections.json")))
        .contains("\"title\" : \"of #1\"", "\"numbers\" : true")
        .doesNotContain("header");
  }

  @Test
  void figuresArePrintedWithTheirUnits() {
    assertThat(
            CellText.of(
                List.of(
                    Cell.NONE,
                    Cell.of(3, Cell.COUNT).with("of 9"),
                    Cell.of(0.256, Cell.SHARE),
                    new Cell(1.5, 1.25, 1.75, Cell.TIMES, ""),
                    Cell.of(2 << 20, "B"),
                    Cell.of(3e9, "B"),
                    Cell.of(2.5e6, "ns"),
                    new Cell(100.0, 99.0, 101.0, "ops/s", ""))))
        .containsExactly(
            "-",
            "3 of 9",
            "25.6 %",
            "1.500 [1.250, 1.750]\u00d7",
            "2.000 MiB",
            "2.794 GiB",
            "2.500 ms",
            "100.0 [99.00, 101.0] ops/s");
  }

  @Test
  void everyFormatOfTheReportHasIt() {
    Report report =
        new Report(
            List.of(new MadeUp(3, 2).environment("docker", 1, 2, false).run()),
            Calibrations.NONE,
            new Origin("density", List.of(SECTION)));
    assertThat(report.markdown())
        .contains(
            "## How many fit", "| a\\|b |", "| Dhar 2016 | claim | 42.05 s |", "memory: &lt;full>");
    assertThat(MadeUp.page(report)).contains("How many fit").doesNotContain("<full>");
    assertThat(report.json()).contains("\"xLabel\"", "\"verdict\" : \"holds\"");
  }

  @Test
  void onATerminalThereIsNoMarkup() {
    assertThat(SectionMarkdown.text(SectionView.of(SECTION), Paper.PLAIN))
        .contains("Scores\n  environment      each\n", "memory: <full>", "5.000 us\n")
        .doesNotContain("|  ");
    assertThat(StudyMarkdown.text(Studies.of(List.of(), List.of(SECTION)), false))
        .contains(
            "  Of an earlier version, Dhar 2016: claim\n"
                + "    there: 42.05 s\n    here:  x8 over x1: 1.100\u00d7: holds\n",
            " figures of theirs are of what was not measured here, or not all of it: the page has them\n");
  }

  @Test
  void aRowHasACellForEachColumn() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Section.Table(
                    "t",
                    List.of(Column.text("a"), Column.number("b")),
                    List.of(List.of(Cell.of("1")))));
  }
}
