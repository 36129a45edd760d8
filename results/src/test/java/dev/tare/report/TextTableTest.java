package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private final TextTable table = new TextTable(List.of("name", "score", "note"), Set.of(1));

  @Test
  void numbersAreAlignedRightAndLinesEndWithoutBlanks() {
    table.add(List.of("a", "1.5 s", ""));
    table.add(List.of("longer", "12 s", "x"));
    assertThat(table.text("  "))
        .isEqualTo("  name    score  note\n  a       1.5 s\n  longer   12 s  x\n");
  }

  @Test
  void columnsThatSayNothingAreLeftOut() {
    table.add(List.of("a", "1", "-"));
    table.add(List.of("b", "2", ""));
    assertThat(table.compact().text("")).isEqualTo("name  score\na         1\nb         2\n");
  }

  @Test
  void markdownAlignsNumbersToo() {
    table.add(List.of("a", "1", "x"));
    assertThat(table.markdown())
        .isEqualTo("| name | score | note |\n| --- | ---: | --- |\n| a | 1 | x |\n");
  }

  @Test
  void rowOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> table.add(List.of("a"))).hasMessageContaining("1 cells for 3 columns");
  }
}
