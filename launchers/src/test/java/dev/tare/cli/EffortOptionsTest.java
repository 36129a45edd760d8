package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.result.Judging;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** How a time is laid out over the looks. */
class EffortOptionsTest {
  private static final Judging USUAL = Judging.usual(10, 4);

  private static EffortOptions options(String... words) {
    return CommandLine.populateCommand(new EffortOptions(), words);
  }

  @ParameterizedTest
  @CsvSource({
    "10m, 4, 10, 15, 15",
    "10m, 2, 10, 30, 30",
    "10m, 1, 10, 60, 1",
    "1m, 4, 10, 5, 1",
    "1h, 4, 1, 250, 250",
  })
  void blocksFitIntoTheTime(String budget, int looks, double seconds, int first, int step) {
    Judging judging =
        options("--budget", budget, "--looks", String.valueOf(looks))
            .staged(USUAL, OptionalDouble.of(seconds));
    assertThat(judging.blocks()).isEqualTo(first);
    assertThat(judging.step()).isEqualTo(step);
  }

  @Test
  void withoutATimeNothingChangesAndWithoutSecondsEachLookHasFiveBlocks() {
    assertThat(options().staged(USUAL, OptionalDouble.of(10))).isEqualTo(USUAL);
    Judging unknown = options("--budget", "10m").staged(USUAL, OptionalDouble.empty());
    assertThat(unknown.blocks()).isEqualTo(5);
    assertThat(unknown.step()).isEqualTo(5);
  }

  @Test
  void whatFiveForksDoNotFitIntoIsRefused() {
    assertThatThrownBy(() -> options("--budget", "49s").staged(USUAL, OptionalDouble.of(10)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("need about 50s");
  }
}
