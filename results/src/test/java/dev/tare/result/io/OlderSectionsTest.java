package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of the sections of earlier versions on a disk. */
class OlderSectionsTest {
  @TempDir Path run;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tables\": [{\"rows\": [\"x\"]}]}",
        "{\"tables\": [7]}",
        "{\"studies\": [\"x\"]}",
        "{\"bars\": [{\"bars\": [1]}]}",
        "{\"curves\": [{\"lines\": [{\"points\": [1]}]}]}",
        "7"
      })
  void whatIsDamagedIsRefusedInOneLine(String section) throws IOException {
    for (int schema = 1; schema <= 2; schema++) {
      Files.writeString(
          run.resolve("sections.json"),
          "{\"schema\": " + schema + ", \"sections\": [" + section + "]}");
      assertThatExceptionOfType(BadInput.class)
          .isThrownBy(() -> SectionsJson.read(run))
          .withMessageEndingWith("sections.json: not the sections of a run");
    }
  }
}
