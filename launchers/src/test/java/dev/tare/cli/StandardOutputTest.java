package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.report.Paper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  @Test
  void columnsSaysHowWideItIsAndAFileHasNoEnd() {
    assertThat(StandardOutput.paper(Optional.of("80"), false)).isEqualTo(new Paper(80, false));
    assertThat(StandardOutput.paper(Optional.of("3"), false).columns()).isEqualTo(20);
    assertThat(StandardOutput.paper(Optional.of("wide"), false)).isEqualTo(Paper.PLAIN);
    assertThat(StandardOutput.paper(Optional.empty(), false)).isEqualTo(Paper.PLAIN);
  }
}
