package dev.tare.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Facts;
import dev.tare.result.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader is told of where something was measured. */
class MeasuredEnvironmentTest {
  @ParameterizedTest
  @CsvSource({
    Facts.COMMAND + ", gzip -1 -c f",
    Facts.JAR + ", old.jar",
    Facts.REVISION + ", HEAD~1 at 123456789abc"
  })
  void whatOfTheUsersWasMeasuredThereIsNamed(String fact, String name) {
    Map<String, Facts> environments = Map.of("baseline", Facts.of(Map.of(fact, name)));
    Run run =
        new Run(
            "run:baseline",
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(environments),
            List.of(),
            List.of(),
            List.of());
    assertThat(MeasuredEnvironment.of(run).label()).isEqualTo("run:baseline (" + name + ")");
  }
}
