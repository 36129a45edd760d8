package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.compare.Pace;
import org.junit.jupiter.api.Test;

class ProfileTest {
  @Test
  void standardTakesWhatAReportSaysOfIt() {
    Profile standard = Profile.standard;
    int ms =
        standard.timing().warmups() * standard.timing().warmupMs()
            + standard.timing().iterations() * standard.timing().iterationMs();
    assertThat(standard.blocks()).isEqualTo(Pace.STANDARD_FORKS);
    assertThat(ms).isEqualTo(1000 * Pace.STANDARD_FORK_SECONDS);
  }
}
