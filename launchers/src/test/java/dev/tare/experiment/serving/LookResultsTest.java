package dev.tare.experiment.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.ForkJson;
import dev.tare.experiment.TrialEvent;
import dev.tare.result.ServiceMetrics;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookResultsTest {
  private static final String SCORE =
      """
      [{"threads": 1, "primaryMetric": {"scoreUnit": "ops/s", "rawData": [[880.0, 920.0]]},
        "secondaryMetrics": {}}]
      """;

  @Test
  void whatALoadCountsByItsOwnClockGoesBeforeTheScoreWhichHasItsStartInIt() throws IOException {
    assertThat(reached(SCORE)).isEqualTo(900);
    assertThat(reached(new ForkJson(SCORE).with(Map.of(ServiceMetrics.TRANSACTIONS, 990.0))))
        .isEqualTo(990);
  }

  private static double reached(String jmh) throws IOException {
    ServiceTurn.LookResults look = new ServiceTurn.LookResults();
    look.given(new TrialEvent.Ended("oltp", Optional.empty(), jmh, ""), jmh);
    return look.reached().orElseThrow();
  }
}
