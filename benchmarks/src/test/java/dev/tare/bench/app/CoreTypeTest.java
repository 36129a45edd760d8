package dev.tare.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** OpenBLAS's code for a processor. */
class CoreTypeTest {
  @Test
  void goesByTheInstructionsThatThereAre() {
    assertThat(CoreType.of(Set.of("sse2", "avx", "avx2", "fma"))).isEqualTo("Haswell");
    assertThat(CoreType.of(Set.of("sse2", "avx"))).isEqualTo("Sandybridge");
    assertThat(CoreType.of(Set.of())).isEqualTo("Prescott");
  }

  @Test
  void whatThisMachineCanRunIsTaken() {
    assertThatCode(() -> CoreType.check(CoreType.ofThisMachine())).doesNotThrowAnyException();
    assertThatCode(() -> CoreType.check("ZEN")).doesNotThrowAnyException();
  }
}
