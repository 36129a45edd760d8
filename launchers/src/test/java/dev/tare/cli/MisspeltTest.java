package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisspeltTest {
  private static final List<String> VERBS = List.of("gate", "diff", "matrix", "env", "quick");

  @ParameterizedTest
  @CsvSource({"gatte, gate", "dif, diff", "matirx, matrix", "quikc, quick"})
  void theNearestVerbIsAskedFor(String word, String verb) {
    assertThat(Misspelt.verb(word, VERBS).orElseThrow()).endsWith(word + "; " + verb + "?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu.Prime", "Syscall", "-h", "[", "something.else", "Prime|gatte"})
  void benchmarksAndWhatIsFarOffAreNotTaken(String word) {
    assertThat(Misspelt.verb(word, VERBS)).isEmpty();
  }

  @Test
  void nothingIsMeasuredForAMisspeltVerb() {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("gatte", "a", "b")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).isEqualTo("tare: no verb and no benchmark is called gatte; gate?\n");
  }
}
