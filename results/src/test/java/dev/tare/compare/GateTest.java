package dev.tare.compare;

import static dev.tare.compare.Made.run;
import static dev.tare.compare.Made.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Series;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final Gate LAX = new Gate(false, true);
  private static final Gate PLAIN = new Gate(false, false);
  private static final Gate STRICT = new Gate(true, false);

  private final List<Series> a = new ArrayList<>();
  private final List<Series> b = new ArrayList<>();

  @Test
  void whatBecameBetterPasses() {
    pair("org.A.better", 100, 80, 10);
    assertThat(PLAIN.decide(compared())).isEqualTo(Gate.Outcome.PASSED);
  }

  @Test
  void whatTheForksDoNotTellFailsOnlyUnderStrict() {
    pair("org.A.few", 100, 100, 1);
    pair("org.A.same", 100, 100, 10);
    assertThat(PLAIN.decide(compared())).isEqualTo(Gate.Outcome.PASSED);
    assertThat(STRICT.decide(compared())).isEqualTo(Gate.Outcome.INCONCLUSIVE);
  }

  @Test
  void aRegressionComesBeforeDoubtAndAfterWhatIsMissing() {
    pair("org.A.few", 100, 100, 1);
    pair("org.A.worse", 100, 120, 10);
    assertThat(STRICT.decide(compared())).isEqualTo(Gate.Outcome.REGRESSED);
    a.add(series().of("org.A.gone").around(1, 3, 9));
    assertThat(STRICT.decide(compared())).isEqualTo(Gate.Outcome.NOT_COMPARABLE);
    assertThat(LAX.decide(compared())).isEqualTo(Gate.Outcome.REGRESSED);
  }

  @Test
  void whatIsNewOrOnlyShownPasses() {
    b.add(series().of("org.A.fresh").around(1, 3, 9));
    a.add(series().secondary("gc.count", "counts").around(1, 3, 9));
    pair("org.A.same", 100, 100, 10);
    assertThat(PLAIN.decide(compared())).isEqualTo(Gate.Outcome.PASSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void whereNothingCouldBeJudgedNothingPassed(int forks) {
    pair("org.A.few", 100, 580, forks);
    assertThat(PLAIN.decide(compared())).isEqualTo(Gate.Outcome.NOTHING_JUDGED);
    assertThat(STRICT.decide(compared())).isEqualTo(Gate.Outcome.NOTHING_JUDGED);
    pair("org.A.same", 100, 100, 10);
    assertThat(PLAIN.decide(compared())).isEqualTo(Gate.Outcome.PASSED);
  }

  @Test
  void whatOnlyOneSideHasIsNoJudgementEvenWhereItIsAllowed() {
    a.add(series().of("org.A.gone").around(1, 10, 9));
    b.add(series().of("org.B.fresh").around(1, 10, 9));
    assertThat(LAX.decide(compared())).isEqualTo(Gate.Outcome.NOTHING_JUDGED);
  }

  @Test
  void aThroughputThatFallsToZeroCannotBeCompared() {
    a.add(series().throughput().around(1000, 10, 1));
    b.add(series().throughput().around(0, 10, 2));
    assertThat(PLAIN.decide(compared())).isEqualTo(Gate.Outcome.NOT_COMPARABLE);
    assertThat(compared().rows().get(0).why()).isEqualTo("a value is 0 or less: all forks of B");
  }

  private void pair(String name, double valueA, double valueB, int forks) {
    a.add(series().of(name).around(valueA, forks, 1));
    b.add(series().of(name).around(valueB, forks, 2));
  }

  private Compared compared() {
    return Comparer.compare(
        run("a", a.toArray(Series[]::new)),
        run("b", b.toArray(Series[]::new)),
        CompareOptions.DEFAULT);
  }
}
