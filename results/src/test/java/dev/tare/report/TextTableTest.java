package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.result.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private final TextTable table =
      new TextTable(List.of(Column.text("name"), Column.number("score"), Column.text("note")));

  @Test
  void numbersAreAlignedRightAndLinesEndWithoutBlanks() {
    table.add(List.of("a", "1.5 s", ""));
    table.add(List.of("longer", "12 s", "x"));
    assertThat(table.text("  ", Paper.PLAIN))
        .isEqualTo("  name    score  note\n  a       1.5 s\n  longer   12 s  x\n");
  }

  @Test
  void columnsThatSayNothingAreLeftOut() {
    table.add(List.of("a", "1", "-"));
    table.add(List.of("b", "2", ""));
    assertThat(table.text("", Paper.PLAIN)).isEqualTo("name  score\na         1\nb         2\n");
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

  @Test
  void wordsAreWrappedUntilTheTableFits() {
    table.add(List.of("a", "12.5 s", "several words that say more than fits"));
    String text = table.text("", new Paper(34, false));
    assertThat(text.lines()).allMatch(line -> line.length() <= 34).hasSizeGreaterThan(2);
    assertThat(text.lines().map(String::strip).reduce("", (a, b) -> a + " " + b))
        .contains("several words", "12.5 s");
  }

  @Test
  void lastWordsGoBelowTheirRowWhereTheyDoNotFitBesideIt() {
    table.add(List.of("a", "1234567890123456 s", "x"));
    table.add(List.of("b", "1 s", "-"));
    assertThat(table.text("", new Paper(26, false)))
        .isEqualTo(
            "name               score\na     1234567890123456 s\n    x\nb                    1 s\n");
  }

  @Test
  void longNameStandsAboveItsRowsAndWhatMattersLeastGoesBelowThem() {
    List<Column> columns =
        List.of(
            Column.text("name"),
            Column.text("from"),
            Column.number("score"),
            Column.number("forks"),
            Column.number("score"),
            Column.text("said"),
            Column.text("note"));
    TextTable wide = new TextTable(columns, List.of(6, 3, 4));
    String name = "Class.method(a=1, b=2)";
    wide.add(List.of(name, "bare", "1.234 us", "5", "2 us", "worse", "a note"));
    wide.add(List.of(name, "kvm", "12.34 us", "5", "3 us", "no change", ""));
    assertThat(wide.text("", new Paper(28, false)))
        .isEqualTo(
            """
            name
              from     score  said
            Class.method(a=1, b=2)
              bare  1.234 us  worse
                  forks 5; forks score 2
                  us; a note
              kvm   12.34 us  no change
                  forks 5; forks score 3
                  us
            """);
    assertThat(wide.text("", new Paper(41, false)))
        .contains(
            "  from     score  forks  score  said\n",
            "  kvm   12.34 us      5   3 us  no change\n");
  }

  @Test
  void rowsBecomeBlocksWhereNothingElseFits() {
    table.add(List.of("a", "1234567890123456 s", "x"));
    assertThat(table.text("", new Paper(22, false)))
        .isEqualTo("a\n  score\n  1234567890123456 s\n  note x\n");
  }

  @Test
  void wordThatIsLongerThanItsColumnIsBrokenBehindAComma() {
    table.add(List.of("Class.method(limit=30000,size=12)", "1 s", "x"));
    assertThat(table.text("", new Paper(32, false)).lines().skip(1).findFirst().orElseThrow())
        .isEqualTo("Class.method(limit=    1 s  x");
  }

  @Test
  void verdictsAreColouredOnATerminalAndNothingElseIs() {
    table.add(List.of("worse", "1 s", "cannot tell (wide)"));
    table.add(List.of("worse than", "1 s", "no change"));
    assertThat(table.text("", new Paper(80, true)))
        .contains("\u001b[31mworse\u001b[0m ", "\u001b[33mcannot tell (wide)\u001b[0m\n")
        .contains("worse than  ", " no change\n");
    assertThat(table.text("", Paper.PLAIN)).doesNotContain("\u001b");
  }
}
