package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FairnessTest {
  @Test
  void allAlikeIsOneWhateverTheyGet() {
    assertThat(Fairness.jain(7, 7, 7)).isCloseTo(1, within(1e-12));
    assertThat(Fairness.jain(0.1)).isCloseTo(1, within(1e-12));
  }

  @Test
  void oneWhoGetsEverythingIsOneOverAll() {
    assertThat(Fairness.jain(5, 0, 0, 0)).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void theIndexIsThatOfTheReport() {
    assertThat(Fairness.jain(1, 2, 3)).isCloseTo(36.0 / 42, within(1e-12));
  }

  @Test
  void nothingSharedIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(Fairness::jain);
    assertThatIllegalArgumentException().isThrownBy(() -> Fairness.jain(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Fairness.jain(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> Fairness.jain(1, Double.NaN));
  }
}
