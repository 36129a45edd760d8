package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Bidi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {
  @Test
  void breaksAreBlanksAndWhatCannotBeSeenIsItsNumber() {
    assertThat(OneLine.of("a\nb\u2028c\td")).isEqualTo("a b c d");
    assertThat(OneLine.of("a\u0007b\u202ec\ud800d\u200be"))
        .isEqualTo("a\\u0007b\\u202Ec\\uD800d\\u200Be");
    assertThat(OneLine.of("gr\u00fc\u00df \ud83d\ude00")).isEqualTo("gr\u00fc\u00df \ud83d\ude00");
  }

  @Test
  void halvesOfCharactersStayApartForMachinesAndAllElseIsAsItWas() {
    assertThat(OneLine.encodable("\ud800x\udfffy\u202e\n\ud83d\ude00"))
        .isEqualTo("\\uD800x\\uDFFFy\u202e\n\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u05d0\u05d1 12.5",
        "p=\u05d0\u05d1, 12.5",
        "\u0627\u0644 \u0641\u0639 (12.5",
        "\u202ea 12.5",
        "\u2067a 12.5"
      })
  void figureBehindAnyNameIsReadFromLeftToRight(String line) {
    String shown = OneLine.of(line);
    Bidi bidi = new Bidi(shown, Bidi.DIRECTION_LEFT_TO_RIGHT);
    int figure = shown.indexOf("12.5");
    for (int i = figure; i < shown.length(); i++) {
      assertThat(bidi.getLevelAt(i)).as("%s at %d", shown, i).isZero();
    }
    assertThat(OneLine.of(shown)).isEqualTo(shown);
  }

  @Test
  void wordsOfOneDirectionStayTogether() {
    assertThat(OneLine.of("\u05d0\u05d1 \u05d2")).isEqualTo("\u05d0\u05d1 \u05d2\u200e");
  }
}
