package dev.tare.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which name was meant. */
class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "dokcer, docker",
    "matr, matrix",
    "MyBnech, MyBenchmark",
    "MyBench, MyBenchmark",
    "version, --version",
    "HAED, HEAD",
    "bear, bare",
    "wal, wall"
  })
  void aWordThatIsNearIsTakenForTheName(String word, String name) {
    assertThat(Nearest.to(word, List.of("other", name))).hasValue(name);
  }

  @ParameterizedTest
  @CsvSource({"cd, c++", "nosuch, touch", "nope, home", "cd, cc", "MyBnech, YourBenchmark"})
  void twoLettersOfAFewAreAnotherWord(String word, String name) {
    assertThat(Nearest.to(word, List.of(name))).isEmpty();
  }

  @Test
  void ofAPathItsNameCountsAndNotWhereItLies(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("home"));
    assertThat(Nearest.asked(folder.resolve("nope"))).isEmpty();
    assertThat(Nearest.asked(folder.resolve("hmoe")))
        .isEqualTo("; did you mean " + folder.resolve("home") + "?");
  }
}
