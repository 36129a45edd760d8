package dev.tare.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeTest {
  @Test
  void everyProbeOfTheLibraryIsListedOnce() {
    assertThat(Probe.names())
        .contains("prime", "stream", "chase", "syscall", "spawn")
        .doesNotHaveDuplicates();
  }

  @Test
  void aBatchGivesTheProbesOwnResult() {
    try (Probe probe = Probe.open("prime", Map.of("limit", 30000))) {
      assertThat(probe.batch(1)).isEqualTo(3245);
      assertThat(probe.batchOnly()).isFalse();
    }
  }

  @Test
  void anUnknownProbeIsNamed() {
    assertThatThrownBy(() -> Probe.open("sundial", Map.of()))
        .isInstanceOf(ProbeException.class)
        .hasMessage("no probe is named sundial");
  }

  @Test
  void aBadValueIsRefusedWithItsKeyAndRange() {
    ProbeException refusal =
        catchThrowableOfType(ProbeException.class, () -> Probe.open("prime", Map.of("limit", "2")));
    assertThat(refusal).hasMessage("prime: limit=2: must be from 3 to 100000000 (errno 22)");
    assertThat(refusal.errno()).isEqualTo(22);
  }

  @Test
  void aValueOfTwoLinesCannotSmuggleInAnotherKey() {
    assertThatThrownBy(() -> Probe.open("prime", Map.of("limit", "3\nlimit=5")))
        .hasMessage("limit: a value is one line of text");
  }

  @Test
  void aFigureThatAProbeDoesNotCountIsAnError() {
    try (Probe probe = Probe.open("prime", Map.of())) {
      assertThatThrownBy(() -> probe.counter("lost")).hasMessage("prime counts no lost");
    }
  }

  @Test
  void closingTwiceIsHarmless() {
    Probe probe = Probe.open("syscall", Map.of());
    assertThat(probe.batch(1)).isEqualTo(ProcessHandle.current().pid());
    probe.close();
    probe.close();
  }
}
