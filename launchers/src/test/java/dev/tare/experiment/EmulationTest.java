package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Column;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmulationTest {
  private static final String GUEST = "kvm(accel=tcg,vcpus=1)";

  @Test
  void rowsLinesAndBarsOfEmulatedGuestsAreCalledSoAndNoOthers() {
    Section told = Emulation.told(section(), Set.of(GUEST));

    assertThat(told.tables().get(0).rows())
        .extracting(row -> row.get(0).words())
        .containsExactly(GUEST + ", emulated (TCG)", "docker");
    assertThat(told.curves().get(0).lines())
        .extracting(Section.Line::name)
        .containsExactly(GUEST + ", emulated (TCG)", "docker");
    assertThat(told.bars().get(0).bars())
        .extracting(Section.Bar::name)
        .containsExactly(GUEST + ", emulated (TCG), set, fork", "docker, set, fork", GUEST);
    assertThat(told.notes())
        .containsExactly("a note", GUEST + ": emulated (TCG), not a KVM figure");
    assertThat(told.answer()).isEmpty();
    assertThat(Emulation.told(section().answering("Two fit."), Set.of(GUEST)).answer())
        .isEqualTo("Two fit. " + GUEST + ": emulated (TCG), not a KVM figure.");
  }

  @Test
  void whereNothingIsEmulatedNothingIsSaid() {
    assertThat(Emulation.told(section(), Set.of())).isEqualTo(section());
  }

  private static Section section() {
    List<Section.Line> lines =
        List.of(new Section.Line(GUEST, List.of()), new Section.Line("docker", List.of()));
    List<Section.Bar> bars =
        List.of(
            new Section.Bar(GUEST + ", set, fork", Cell.of(0.5, Cell.NUMBER)),
            new Section.Bar("docker, set, fork", Cell.of(0.5, Cell.NUMBER)),
            new Section.Bar(GUEST, Cell.of(0.7, Cell.NUMBER), true));
    return new Section(
        "any",
        "Any",
        "",
        List.of(new Section.Curves("c", "x", "y", lines)),
        List.of(new Section.Bars("b", "left", bars)),
        List.of(
            new Section.Table(
                "t",
                List.of(Column.text("environment"), Column.number("n")),
                List.of(
                    List.of(Cell.of(GUEST), Cell.of(1, Cell.COUNT)),
                    List.of(Cell.of("docker"), Cell.of(2, Cell.COUNT))))),
        List.of(),
        List.of("a note"));
  }
}
