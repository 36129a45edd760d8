package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Facts;
import dev.tare.result.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmulationTest {
  private static final String GUEST = "kvm(accel=tcg,vcpus=1)";

  @Test
  void aLayersOwnFactSaysIt() {
    assertThat(Emulation.of(Facts.of(Map.of("layer.kvm.emulated", "true")))).isTrue();
    assertThat(Emulation.of(Facts.of(Map.of("layer.kvm.emulated", "false")))).isFalse();
    assertThat(Emulation.of(Facts.of(Map.of("layer.docker.version", "20")))).isFalse();
  }

  @Test
  void rowsLinesAndBarsOfEmulatedGuestsAreCalledSoAndNoOthers() {
    Section told = Emulation.told(section(), Set.of(GUEST));

    assertThat(told.tables().get(0).rows())
        .containsExactly(List.of(GUEST + ", emulated (TCG)", "1"), List.of("docker", "2"));
    assertThat(told.curves().get(0).lines())
        .extracting(Section.Line::name)
        .containsExactly(GUEST + ", emulated (TCG)", "docker");
    assertThat(told.bars().get(0).bars())
        .extracting(Section.Bar::name)
        .containsExactly(GUEST + ", emulated (TCG), set, fork", "docker, set, fork", GUEST);
    assertThat(told.notes())
        .containsExactly("a note", GUEST + ": emulated (TCG), not a KVM figure");
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
            new Section.Bar(GUEST + ", set, fork", 0.5, null, null, "0.5"),
            new Section.Bar("docker, set, fork", 0.5, null, null, "0.5"),
            Section.Bar.theirs(GUEST, 0.7, "0.7"));
    return new Section(
        "any",
        "Any",
        "",
        List.of(new Section.Curves("c", "x", "y", lines)),
        List.of(new Section.Bars("b", "left", bars)),
        List.of(
            new Section.Table(
                "t",
                List.of("environment", "#n"),
                List.of(List.of(GUEST, "1"), List.of("docker", "2")))),
        List.of(),
        List.of("a note"));
  }
}
