package dev.tare.compare;

import static dev.tare.compare.Made.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Fork;
import dev.tare.result.Judging;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sides of one run to which forks were added: five blocks, and five more. */
class InterimAnalysisTest {
  private static final int FIRST = 5;

  /** A side that takes one time in the first blocks, and another one in those that were added. */
  private static Run side(double first, double added, long seed, Optional<Judging> judging) {
    Series early = series().around(first, FIRST, seed);
    Series late = series().around(added, FIRST, seed + 100);
    List<Fork> forks = new ArrayList<>();
    for (Fork fork : early.forks()) {
      forks.add(fork.withBlock(OptionalInt.of(forks.size() + 1)));
    }
    for (Fork fork : late.forks()) {
      forks.add(fork.withIndex(forks.size()).withBlock(OptionalInt.of(forks.size() + 1)));
    }
    return Made.inBlocks(forks.size(), judging, early.withForks(forks));
  }

  private static ComparedSeries row(double first, double added, Optional<Judging> judging) {
    Compared compared =
        Comparer.compare(
            side(100, 100, 1, judging), side(first, added, 2, judging), CompareOptions.DEFAULT);
    assertThat(compared.rows()).hasSize(1);
    return compared.rows().get(0);
  }

  private static Optional<Judging> judging(int looks) {
    return Optional.of(Judging.usual(FIRST, looks));
  }

  @Test
  void whatALookHasDecidedStaysDecidedAndTheFiguresAreOfAllForks() {
    ComparedSeries row = row(120, 84, judging(2));
    assertThat(row.is(Verdict.REGRESSED)).as("%s", row).isTrue();
    assertThat(row.why()).isEqualTo("decided before more forks were added");
    assertThat(row.forksWanted()).isEmpty();
    assertThat(row.a().orElseThrow().forks()).isEqualTo(2 * FIRST);
    assertThat(row(120, 84, Optional.empty()).is(Verdict.REGRESSED))
        .as("without looks all forks count alike")
        .isFalse();
  }

  @Test
  void whatALookHasNotDecidedIsDecidedByAllForks() {
    ComparedSeries open = row(103, 103, judging(2));
    ComparedSeries plain = row(103, 103, Optional.empty());
    assertThat(open.comparison()).isEqualTo(plain.comparison());
    assertThat(open.why()).isNotEqualTo("decided before more forks were added");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void allLooksTogetherHaveTheUsualLevel(int looks) {
    CompareOptions each = CompareOptions.DEFAULT.withAlpha(.05 / looks);
    Run a = side(100, 100, 1, Optional.empty());
    Run b = side(103.6, 103.6, 2, Optional.empty());
    ComparedSeries expected = Comparer.compare(a, b, each).rows().get(0);
    ComparedSeries early = Comparer.compare(a.until(FIRST), b.until(FIRST), each).rows().get(0);
    ComparedSeries row = row(103.6, 103.6, judging(looks));
    boolean open = looks == 1 || early.is(Verdict.INCONCLUSIVE);
    assertThat(row.judgement()).isEqualTo(open ? expected.judgement() : early.judgement());
  }

  @Test
  void whatIsMeasuredOnBehindTheLastOfTheStagesIsNotLookedAtInBetween() {
    assertThat(row(120, 84, judging(1)).is(Verdict.REGRESSED)).isFalse();
  }

  @Test
  void sidesOfDifferentRunsHaveNoLooks() {
    Run a = side(100, 100, 1, judging(4));
    Run other = Made.run("other", series().around(100, 10, 2));
    assertThat(Comparer.compare(a, other, CompareOptions.DEFAULT).rows().get(0).why())
        .isNotEqualTo("decided before more forks were added");
  }
}
