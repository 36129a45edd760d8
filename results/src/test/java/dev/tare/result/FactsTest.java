package dev.tare.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {
  @ParameterizedTest
  @CsvSource({
    "layer.kvm.emulated, true",
    "layer.kvm.accelerator, TCG",
    "layers.stack, 'kvm(accel=tcg)'",
    "cpu.emulated, yes"
  })
  void aLayerTheStackOrTheProcessorSaysThatItIsEmulated(String name, String value) {
    assertThat(Facts.of(Map.of(name, value)).emulated()).contains(true);
  }

  @Test
  void whatSaysNothingOfItIsNotKnownToBeEmulated() {
    assertThat(Facts.of(Map.of("layer.docker.version", "20")).emulated()).isEmpty();
    assertThat(Facts.of(Map.of("layer.kvm.emulated", "false")).emulated()).isEmpty();
    assertThat(Facts.of(Map.of("layers.stack", "kvm")).emulated()).isEqualTo(Optional.of(false));
  }
}
