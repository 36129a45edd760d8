package dev.tare.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What 7-Zip's benchmark prints. */
class SevenZipTest {
  @Test
  void theRatingIsTheLastOfTheTotals() {
    String printed =
        """
        18:       7208    62  10389   6422  |      33802    58   4701   2734
        ----------------------------------  | ------------------------------
        Avr:      6240    59   9436   5611  |      40012    69   4724   3281
        Tot:              64   7080   4446
        """;
    assertThat(SevenZip.rating(printed)).isEqualTo(4446);
    assertThatThrownBy(() -> SevenZip.rating("Error: no memory"))
        .hasMessage("7zz b printed no line that begins with Tot:");
  }
}
