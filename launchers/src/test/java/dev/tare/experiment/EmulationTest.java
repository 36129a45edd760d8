package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Layers;
import dev.tare.launch.StackSyntax;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmulationTest {
  private static final String GUEST = "kvm(accel=tcg,vcpus=1)";
  private static final StackSyntax SYNTAX = new StackSyntax(Layers.standard());

  @Test
  void environmentWithAnEmulatedMachineIsCalledSoAndNoOther() {
    assertThat(Emulation.of(List.of(step(GUEST, true), step("docker", false), unmeasured("kvm"))))
        .containsExactly(GUEST);
    assertThat(Emulation.name(GUEST, true)).isEqualTo(GUEST + ", emulated (TCG)");
    assertThat(Emulation.name("docker", false)).isEqualTo("docker");
  }

  @Test
  void notesAndAnswerSayOfWhichItIs() {
    assertThat(Emulation.notes(List.of("a note"), Set.of(GUEST)))
        .containsExactly("a note", GUEST + ": emulated (TCG), not a KVM figure");
    assertThat(Emulation.answer("Two fit.", Set.of(GUEST)))
        .isEqualTo("Two fit. " + GUEST + ": emulated (TCG), not a KVM figure.");
    assertThat(Emulation.answer("", Set.of(GUEST))).isEmpty();
  }

  @Test
  void whereNothingIsEmulatedNothingIsSaid() {
    assertThat(Emulation.notes(List.of("a note"), Set.of())).containsExactly("a note");
    assertThat(Emulation.answer("Two fit.", Set.of())).isEqualTo("Two fit.");
  }

  private static Step<StackCondition, TrialResult> step(String stack, boolean emulated) {
    return step(stack, Optional.of(new TrialResult(List.of(), false, true, emulated, false)));
  }

  private static Step<StackCondition, TrialResult> unmeasured(String stack) {
    return step(stack, Optional.empty());
  }

  private static Step<StackCondition, TrialResult> step(
      String stack, Optional<TrialResult> outcome) {
    return new Step<>(new StackCondition(SYNTAX.parse(stack)), 1, Optional.empty(), outcome);
  }
}
