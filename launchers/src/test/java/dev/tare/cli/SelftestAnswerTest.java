package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.judge.SelfTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelftestAnswerTest {
  @ParameterizedTest
  @CsvSource({
    "0, AS_IT_SHOULD_BE, A gate works here: ",
    "5, FAILED, A gate does NOT work here",
    "5, AS_IT_SHOULD_BE, Whether a gate works here is not known: a benchmark failed.",
    "3, INCONCLUSIVE, Whether a gate works here the forks do not tell.",
    "3, AS_IT_SHOULD_BE, 'A gate works here, but there is no calibration'"
  })
  void theLastSentenceSaysWhatTheExitCodeSays(int exit, SelfTest.Outcome outcome, String sentence) {
    assertThat(SelftestCommand.answer(exit, outcome)).startsWith(sentence.stripTrailing());
  }
}
