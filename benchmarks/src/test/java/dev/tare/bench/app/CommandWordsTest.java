package dev.tare.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words as a shell has them, without what it expands. */
class CommandWordsTest {
  @Test
  void blanksSeparateWordsButWithinQuotes() {
    assertThat(CommandWords.of("  gzip -9\t'a b' \"c 'd'\" e\\ f ''"))
        .isEqualTo(List.of("gzip", "-9", "a b", "c 'd'", "e f", ""));
    assertThat(CommandWords.of("a'b'\"c\"d")).containsExactly("abcd");
  }

  @Test
  void nothingIsExpanded() {
    assertThat(CommandWords.of("echo $HOME *.c ~ a;b 'c\\d' && e | f > g"))
        .containsExactly("echo", "$HOME", "*.c", "~", "a;b", "c\\d", "&&", "e", "|", "f", ">", "g");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a 'b", "a \"b'", "a\\"})
  void whatIsNoCommandIsRefused(String text) {
    assertThatThrownBy(() -> CommandWords.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
