package dev.tare.cli;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips, and says so, what would begin after the time that the environment's TARE_TESTS_UNTIL names
 * in seconds since 1970: on a slow machine some tests of real engines are left out, and the others
 * have an answer.
 */
public final class TimeLeft implements ExecutionCondition {
  private static final String UNTIL = System.getenv("TARE_TESTS_UNTIL");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (UNTIL == null) {
      return ConditionEvaluationResult.enabled("there is no end");
    }
    Duration left = Duration.between(Instant.now(), Instant.ofEpochSecond(Long.parseLong(UNTIL)));
    return left.isNegative()
        ? ConditionEvaluationResult.disabled("the time for tests is over on this machine")
        : ConditionEvaluationResult.enabled("there is time left");
  }
}
