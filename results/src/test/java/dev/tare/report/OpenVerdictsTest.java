package dev.tare.report;

import static dev.tare.compare.Made.run;
import static dev.tare.compare.Made.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.compare.Gate;
import dev.tare.result.Direction;
import dev.tare.result.Series;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a gate says where nobody can tell if something became worse: never that it passed. */
class OpenVerdictsTest {
  private static final Gate PLAIN = new Gate(false, false);

  private static Compared forks(int forks) {
    Series a = series().around(100, forks, 1);
    return Comparer.compare(
        run("a", a), run("b", series().around(200, forks, 2)), CompareOptions.DEFAULT);
  }

  /** A score that stays as it is, beside what doubles and has no better way. */
  private static Compared changed() {
    return Comparer.compare(
        run("a", series().around(100, 10, 1), foo(5, 3)),
        run("b", series().around(100, 10, 2), foo(10, 4)),
        CompareOptions.DEFAULT.withMetric(Pattern.compile("score|foo")));
  }

  private static Series foo(double value, long seed) {
    return series().secondary("foo", "foos").direction(Direction.NEITHER).around(value, 10, seed);
  }

  @Test
  void whereNothingCouldBeJudgedJUnitHasAnError() {
    assertThat(GateJUnit.of(forks(1), PLAIN, false))
        .contains("tests=\"2\" failures=\"0\" errors=\"1\" skipped=\"1\"")
        .contains("there is a verdict", "nothing could be judged: 1 cannot tell");
    assertThat(GateJUnit.of(forks(1), PLAIN, true))
        .contains("errors=\"2\"", "every benchmark runs");
    assertThat(GateJUnit.of(forks(10), PLAIN, false))
        .contains("tests=\"1\" failures=\"1\" errors=\"0\"")
        .doesNotContain("there is a verdict");
  }

  @Test
  void whatChangedAndHasNoBetterWayIsOpenInEveryView() {
    Compared compared = changed();
    assertThat(PLAIN.decide(compared)).isEqualTo(Gate.Outcome.PASSED);
    assertThat(new Gate(true, false).decide(compared)).isEqualTo(Gate.Outcome.INCONCLUSIVE);
    assertThat(new GateSummary(compared, PLAIN, false).line())
        .isEqualTo("Gate not failed; 1 could not be judged: 1 changed, 1 no change.");
    assertThat(GateJUnit.of(compared, PLAIN, false))
        .contains("tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"1\"");
    assertThat(new ComparisonTable(compared).text(Paper.PLAIN))
        .contains("no change in 1 of 1 scores, changed in 1 of 1 other figures");
  }
}
