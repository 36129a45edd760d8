package dev.tare.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;

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
    assertThat(refusal(text))
        .hasValue("-p command=" + text + ": must be a command whose quotes are closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "a 'b\" c' \"d \\\" '\" e\\'f", "sh -c 'x\ny'"})
  void whatIsOneIsTaken(String text) {
    assertThat(CommandWords.of(text)).isNotEmpty();
    assertThat(refusal(text)).isEmpty();
  }

  @Test
  void aLongScriptIsTaken() {
    assertThat(refusal("sh -c \"" + "echo \\\"a\\\"; ".repeat(10_000) + "\" 'b'")).isEmpty();
  }

  private static Optional<String> refusal(String command) {
    return ParamCheck.refusal(
        new OneRun(
            Command.class.getName() + ".execute",
            Mode.AverageTime,
            new TreeMap<>(Map.of("command", command)),
            1),
        "command");
  }
}
