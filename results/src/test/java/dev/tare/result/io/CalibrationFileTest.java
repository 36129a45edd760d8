package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.result.Calibration;
import dev.tare.result.Calibration.Spread;
import dev.tare.result.Facts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationFileTest {
  private static final Facts HERE = Facts.of(Map.of("cpu.model", "X", "jdk.major", "17"));
  private static final Facts THERE = Facts.of(Map.of("cpu.model", "Y", "jdk.major", "17"));

  @TempDir Path temp;
  private Path file;

  @BeforeEach
  void name() {
    file = temp.resolve("new/calibration.json");
  }

  private static Spread spread(String run, Double... logs) {
    return new Spread(Optional.of("bare"), run, "", List.of(logs));
  }

  private static Calibration of(Facts place, Spread... spreads) {
    return new Calibration(place, Instant.EPOCH, List.of(spreads));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    Calibration made =
        of(HERE, spread("a", 1.25, -3e-9), new Spread(Optional.empty(), "b", "p50", List.of(.1)));
    CalibrationFile.add(file, made);
    assertThat(CalibrationFile.read(file)).containsExactly(made);
  }

  @Test
  void placesStayApartAndWhatIsMeasuredAgainIsReplaced() throws Exception {
    CalibrationFile.add(file, of(HERE, spread("a", 1.0), spread("b", 2.0)));
    CalibrationFile.add(file, of(THERE, spread("a", 9.0)));
    CalibrationFile.add(file, of(HERE, spread("a", 3.0)));
    assertThat(CalibrationFile.read(file))
        .containsExactly(of(THERE, spread("a", 9.0)), of(HERE, spread("a", 3.0), spread("b", 2.0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"schema\": 2, \"calibrations\": []}",
        "{\"schema\": 1, \"calibrations\": [{\"made\": \"yesterday\"}]}",
        "{\"schema\": 1, \"calibrations\": [{\"made\": \"1970-01-01T00:00:00Z\","
            + " \"spreads\": [{\"logs\": [\"x\"]}]}]}"
      })
  void anythingElseIsBadInput(String text) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThatThrownBy(() -> CalibrationFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file.toString());
  }
}
