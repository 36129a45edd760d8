package dev.tare.experiment.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tare.compare.Compared;
import dev.tare.compare.Row;
import dev.tare.result.Direction;
import dev.tare.result.Mode;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import dev.tare.stats.Judgement;
import dev.tare.stats.Reason;
import dev.tare.stats.Summaries;
import dev.tare.stats.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LooksTest {
  private static final Judgement WIDE = Judgement.inconclusive(Reason.WIDE);
  private static final Judgement WORSE = Judgement.of(Verdict.REGRESSED);
  private static final Judgement SAME = Judgement.of(Verdict.NO_CHANGE);

  private static Row row(String benchmark, boolean gated, Judgement judgement) {
    SeriesKey key =
        new SeriesKey(
            Optional.of(Side.BASELINE), benchmark, new TreeMap<>(), Mode.AVERAGE_TIME, 1, "");
    return new Row(
        key,
        Unit.parse("ns/op"),
        Direction.LOWER,
        gated,
        Optional.empty(),
        Optional.empty(),
        Summaries.Scale.NONE,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        .03,
        Optional.ofNullable(judgement),
        "",
        OptionalDouble.empty(),
        OptionalInt.empty(),
        List.of());
  }

  private static Compared of(Row... rows) {
    return new Compared("a", "b", .03, true, List.of(), List.of(), List.of(rows));
  }

  @Test
  void onlyWhatIsInconclusiveAndGatedIsRunAgain() {
    Looks looks = new Looks(4);
    looks.look(
        of(
            row("a.wide", true, WIDE),
            row("a.worse", true, WORSE),
            row("a.same", true, SAME),
            row("a.shown", false, null)));
    assertThat(looks.wanted()).containsExactly("a.wide:avgt:t1");
  }

  @Test
  void whatALookHasDecidedStaysDecided() {
    Looks looks = new Looks(4);
    looks.look(of(row("a", true, WIDE), row("b", true, WORSE), row("c", true, SAME)));
    looks.look(of(row("a", true, SAME), row("b", true, WIDE), row("c", true, WORSE)));
    assertThat(looks.result().rows())
        .extracting(row -> row.key().benchmark() + " " + row.judgement().get().verdict())
        .containsExactly("a NO_CHANGE", "b REGRESSED", "c NO_CHANGE");
    assertThat(looks.wanted()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void thereAreNoMoreLooksThanWereAskedFor(int most) {
    Looks looks = new Looks(most);
    for (int look = 1; look < most; look++) {
      looks.look(of(row("a", true, WIDE)));
      assertThat(looks.wanted()).hasSize(1);
    }
    looks.look(of(row("a", true, WIDE)));
    assertThat(looks.wanted()).isEmpty();
    assertThat(looks.result().rows().get(0).is(Verdict.INCONCLUSIVE)).isTrue();
    assertThat(looks.alpha() * most).isCloseTo(.05, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonIsTriedAgain(Reason reason) {
    Looks looks = new Looks(2);
    looks.look(of(row("a", true, Judgement.inconclusive(reason))));
    assertThat(looks.wanted()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void numberOfLooksIsOneToFour(int most) {
    assertThatThrownBy(() -> new Looks(most))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--looks " + most + ": 1 to 4");
  }
}
