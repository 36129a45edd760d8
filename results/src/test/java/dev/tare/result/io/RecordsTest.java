package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people's editors and full disks make of files of ours. */
class RecordsTest {
  record Plan(String study, List<Step> steps) {}

  record Step(String verb) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"study\": \"a\", \"steps\": [{\"verb\": \"matrix\"",
        "{\"study\": \"a\"",
        "{\"study\": a}"
      })
  void aTextThatIsCutOrBrokenIsToldByItsPlace(String text) {
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> Records.parse(text, Plan.class, "paper.json"))
        .withMessageMatching("paper\\.json:1:\\d+: not JSON: .*")
        .withMessageNotContaining("Source");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"study\": \"a\", \"steps\": [1]}|steps[0]: another kind of value belongs there",
        "{\"study\": {}}|study: another kind of value belongs there",
        "{\"studdy\": \"a\"}|studdy: no member is called so",
        "7|the whole: another kind of value belongs there"
      })
  void whatIsOfAnotherKindIsToldByItsPlace(String text, String why) {
    assertThatExceptionOfType(BadInput.class)
        .isThrownBy(() -> Records.parse(text, Plan.class, "paper.json"))
        .withMessage("paper.json: " + why);
  }
}
