package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.compare.Calibrations;
import dev.tare.result.Section;
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
                              new Section.Point(1, 100, 99.0, 101.0, "one"),
                              new Section.Point(2, 50, null, null, "two")))))),
          List.of(),
          List.of(
              new Section.Table(
                  "Scores", List.of("environment", "#each"), List.of(List.of("a|b", "50")))),
          List.of(new Section.Beside("claim", "Dhar 2016", "42.05 s", "1.1", "holds")),
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
    Section.Bar theirs = Section.Bar.theirs("Chaufournier 2016: lxc, fork", null, "DNF");
    Section.Bar ours = new Section.Bar("lxc, set, fork", 0.5, 0.4, 0.6, "0.5");
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
    Files.writeString(folder.resolve("sections.json"), "{\"schema\": 2, \"sections\": []}");
    assertThatThrownBy(() -> SectionsJson.read(folder))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("not sections of schema 1");
  }

  @Test
  void everyFormatOfTheReportHasIt() {
    Report report =
        new Report(
            List.of(new MadeUp(3, 2).environment("docker", 1, 2, false).run()),
            Calibrations.NONE,
            new Origin("density", List.of(SECTION)));
    assertThat(report.markdown())
        .contains("## How many fit", "| a\\|b |", "| claim | Dhar 2016 |", "memory: &lt;full>");
    assertThat(report.html()).contains("How many fit").doesNotContain("<full>");
    assertThat(report.json()).contains("\"xLabel\"", "\"verdict\" : \"holds\"");
  }

  @Test
  void onATerminalThereIsNoMarkup() {
    assertThat(SectionMarkdown.text(SECTION, Paper.PLAIN))
        .contains(
            "Scores\n  environment  each\n",
            "memory: <full>",
            "  Dhar 2016: claim\n    there: 42.05 s\n    here:  1.1: holds\n")
        .doesNotContain("|  ");
  }

  @Test
  void aRowHasACellForEachColumn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Section.Table("t", List.of("a", "b"), List.of(List.of("1"))));
  }
}
