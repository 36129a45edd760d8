package dev.tare.compare;

import static dev.tare.compare.Made.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.result.Calibration;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.stats.Verdict;
import dev.tare.stats.Verdicts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CalibrationsTest {
  private static final int FORKS = 5;
  private static final Facts HERE =
      Facts.of(Map.of("cpu.model", "X", "kernel.release", "6.1", "jdk.version", "17.0.15"));

  /** 20 forks whose logarithms have a standard deviation of about 4 %. */
  private static final Calibration NOISY_HERE = calibration(HERE, .04, 20);

  private static Calibration calibration(Facts place, double sd, int forks) {
    List<Double> logs = new ArrayList<>();
    for (int i = 0; i < forks; i++) {
      logs.add(i % 2 == 0 ? sd : -sd);
    }
    String run = series().around(1, 1, 1).key().runId();
    return new Calibration(
        Calibration.placeOf(place),
        Instant.EPOCH,
        List.of(new Calibration.Spread(Optional.of("bare"), run, "", logs)));
  }

  private static Run run(String id, Facts facts, Series series) {
    Series here = series.withKey(series.key().withEnvironment(Optional.of("bare")));
    return new Run(
        id,
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(Map.of("bare", facts)),
        List.of(),
        List.of(here),
        List.of());
  }

  private static Compared compared(Facts facts, boolean vouched, Calibration... known) {
    return Comparer.compare(
        run("a", facts, series().around(100, FORKS, 1)),
        run("b", facts, series().around(106, FORKS, 2)),
        CompareOptions.DEFAULT.withCalibrations(new Calibrations(List.of(known), vouched)));
  }

  @Test
  void whatAPlaceCannotShowIsNoRegression() {
    Compared without = compared(HERE, false);
    assertThat(without.rows().get(0).is(Verdict.REGRESSED)).isTrue();
    assertThat(without.warnings()).anyMatch(line -> line.startsWith("UNCALIBRATED"));

    Compared with = compared(HERE, false, NOISY_HERE);
    ComparedSeries row = with.rows().get(0);
    // 3 x .04 x sqrt(20/19) x sqrt(2/5)
    assertThat(row.tau()).isCloseTo(.0779, within(.0001));
    assertThat(row.is(Verdict.REGRESSED)).isFalse();
    assertThat(row.warnings()).contains("counts from 7.8 %");
    assertThat(with.warnings()).noneMatch(line -> line.startsWith("UNCALIBRATED"));
  }

  @Test
  void aQuietPlaceKeepsTheFloor() {
    Compared quiet = compared(HERE, false, calibration(HERE, .001, 20));
    assertThat(quiet.rows().get(0).tau()).isEqualTo(.03);
    assertThat(quiet.rows().get(0).warnings()).noneMatch(note -> note.startsWith("counts from"));
    assertThat(quiet.warnings()).noneMatch(line -> line.startsWith("UNCALIBRATED"));
  }

  @Test
  void anotherPlacesCalibrationIsNeverUsed() {
    for (String fact : List.of("cpu.model", "kernel.release", "jdk.version", "userland.hash")) {
      Map<String, String> other = new TreeMap<>(HERE.values());
      other.put(fact, "21");
      for (boolean vouched : new boolean[] {true, false}) {
        Compared elsewhere = compared(Facts.of(other), vouched, NOISY_HERE);
        assertThat(elsewhere.rows().get(0).tau()).as(fact).isEqualTo(.03);
        assertThat(elsewhere.warnings()).anyMatch(line -> line.startsWith("UNCALIBRATED"));
      }
    }
  }

  @Test
  void resultsThatDoNotTellTheirPlaceAreOfItOnlyWhereTheUserSaysSo() {
    Facts silent = Facts.of(Map.of());
    assertThat(compared(silent, false, NOISY_HERE).rows().get(0).tau()).isEqualTo(.03);
    assertThat(compared(silent, true, NOISY_HERE).rows().get(0).tau()).isGreaterThan(.07);
  }

  @Test
  void fewerThanTwentyForksAreNoCalibration() {
    assertThat(compared(HERE, false, calibration(HERE, .04, 19)).rows().get(0).tau())
        .isEqualTo(.03);
  }

  @Test
  void sidesThatAreCalledOtherwiseAreFoundByTheirStack() {
    Map<String, String> named = new TreeMap<>(HERE.values());
    named.put(Calibration.STACK, "bare");
    Run b = run("b", Facts.of(named), series().around(106, FORKS, 2));
    Series renamed = b.series().get(0);
    Run candidate =
        new Run(
            "b",
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(Map.of("candidate", Facts.of(named))),
            List.of(),
            List.of(renamed.withKey(renamed.key().withEnvironment(Optional.of("candidate")))),
            List.of());
    Compared both =
        Comparer.compare(
            run("a", HERE, series().around(100, FORKS, 1)),
            candidate,
            CompareOptions.DEFAULT.withCalibrations(new Calibrations(List.of(NOISY_HERE), false)));
    assertThat(both.rows().get(0).tau()).isGreaterThan(.07);
  }

  @Test
  void whatThePlaceCanShowGoesBeforeWhatWasAskedFor() {
    CompareOptions asked =
        new CompareOptions(
            OptionalDouble.of(.05),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            new Calibrations(List.of(NOISY_HERE), false),
            Verdicts.ALPHA);
    ComparedSeries row =
        Comparer.compare(
                run("a", HERE, series().around(100, FORKS, 1)),
                run("b", HERE, series().around(106, FORKS, 2)),
                asked)
            .rows()
            .get(0);
    assertThat(row.tau()).isCloseTo(.0779, within(.0001));
    assertThat(row.warnings()).contains("counts from 7.8 %");
  }

  @Test
  void aLookThatMayBeFollowedByOthersHasAStricterLevel() {
    Series a = series().around(100, .02, FORKS, 1);
    Series b = series().around(105, .02, FORKS, 7);
    ComparedSeries usual =
        Comparer.compare(Made.run("a", a), Made.run("b", b), CompareOptions.DEFAULT).rows().get(0);
    double q = usual.q().orElseThrow();
    assertThat(usual.is(Verdict.REGRESSED)).isTrue();
    CompareOptions strict = CompareOptions.DEFAULT.withAlpha(q / 2);
    ComparedSeries look =
        Comparer.compare(Made.run("a", a), Made.run("b", b), strict).rows().get(0);
    assertThat(look.is(Verdict.INCONCLUSIVE)).isTrue();
    assertThat(look.detectable().orElseThrow()).isGreaterThan(usual.detectable().orElseThrow());
  }
}
