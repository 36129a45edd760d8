package dev.tare.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.report.HistoryReport;
import dev.tare.report.Paper;
import dev.tare.result.Fork;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static History of(int runs, IntFunction<Run> run) {
    List<Run> all = IntStream.range(0, runs).mapToObj(run).toList();
    List<String> names = IntStream.range(0, runs).mapToObj(i -> "r" + i).toList();
    return History.of(all, names, CompareOptions.DEFAULT, 1);
  }

  private static History ofSeries(int runs, IntFunction<Series> series) {
    return of(runs, run -> Made.run("r" + run, series.apply(run)));
  }

  private static Series series(String unit, double value, int seed) {
    return Made.series().unit(unit).around(value, 3, seed);
  }

  private static String text(History history) {
    return new HistoryReport(history).report(false).text(Paper.PLAIN);
  }

  @Test
  void valuesAreConvertedIntoTheUnitOfTheLastRun() {
    History same =
        ofSeries(12, run -> run < 6 ? series("ns/op", 5000, run) : series("us/op", 5, run));
    assertThat(same.tracks()).singleElement().matches(track -> track.shifts().isEmpty());
    assertThat(same.tracks().get(0).points())
        .allSatisfy(point -> assertThat(point.score().value()).isCloseTo(5, within(.2)));
    assertThat(new HistoryReport(same).csv().lines().skip(1))
        .hasSize(12)
        .allMatch(line -> line.contains(",us/op,"));

    History worse =
        ofSeries(12, run -> run < 6 ? series("ns/op", 5000, run) : series("us/op", 6, run));
    assertThat(worse.tracks().get(0).shifts())
        .singleElement()
        .matches(shift -> shift.run() == 6 && shift.isWorse())
        .satisfies(shift -> assertThat(shift.change().ratio()).isCloseTo(1.2, within(.03)));
  }

  @Test
  void unitsThatCannotBeConvertedAreApart() {
    History history =
        ofSeries(12, run -> series(run < 6 ? "ns/op" : "ops/s", run < 6 ? 100 : 50, run));
    assertThat(history.tracks())
        .extracting(track -> track.series().unit().text() + " " + track.points().size())
        .containsExactly("ns/op 6", "ops/s 6");
    assertThat(text(history))
        .contains(
            "Bench.method(unit=ns/op), Bench.method(unit=ops/s): other runs have it in a unit that");
  }

  @Test
  void aRunWithoutARatioIsLeftOutAndSaid() {
    for (double none : new double[] {Double.NaN, 0}) {
      History history = ofSeries(20, run -> series(run, none));
      assertThat(history.tracks().get(0).shifts())
          .singleElement()
          .matches(shift -> shift.run() == 10 && shift.before() == 9 && shift.since() == 10);
      HistoryReport report = new HistoryReport(history);
      String said = "method: left out where a fork is no number above 0: r3";
      assertThat(report.remarks()).singleElement().asString().endsWith(said);
      assertThat(text(history)).contains(said);
      assertThat(report.report(false).markdown()).contains(said);
      assertThat(report.report(true).json()).contains(said).doesNotContain("NaN");
      assertThat(report.csv().lines().skip(1)).hasSize(20);
    }
  }

  /** Twice as slow from the tenth run on, and of the third one fork is no time at all. */
  private static Series series(int run, double none) {
    Series whole = series("ns/op", run < 10 ? 100 : 200, run);
    if (run != 3) {
      return whole;
    }
    List<Fork> forks = new ArrayList<>(whole.forks());
    forks.set(0, Made.series().around(none, 1, 1).forks().get(0));
    return whole.withForks(forks);
  }

  @Test
  void whatCannotBeJudgedIsCountedAndNamedAndIsNoLackOfAShift() {
    History history =
        of(
            8,
            run ->
                Made.run(
                    "r",
                    Made.series().of("o.B.never").around(0, 3, run),
                    run < 3
                        ? Made.series().of("o.B.seldom").around(100, 3, run)
                        : Made.series().of("o.B.always").around(100, 3, run),
                    Made.series().of("o.B.often").around(100, 3, run)));
    assertThat(text(history))
        .contains(
            "cannot be judged, with fewer than 6 runs that have a score above 0: B.never,"
                + " B.seldom, B.always\n")
        .endsWith(
            "No shift that matters in any of 1 benchmarks over 8 runs; 3 more cannot be judged.\n");
    assertThat(text(ofSeries(5, run -> series("ns/op", 100, run))))
        .endsWith("None of 1 benchmarks over 5 runs can be judged.\n");
  }

  @Test
  void whatFailedInRunsIsSaid() {
    History history =
        of(
            12,
            run -> {
              Run plain = Made.run("r", series("ns/op", 100, run));
              return run < 7 ? plain : plain.withFailures(new TreeMap<>(Map.of("o.B.m", "it did")));
            });
    assertThat(text(history)).contains("r7, r8, r9 and 2 more: failed: o.B.m: it did\n");
  }

  @Test
  void aSeriesInAnotherUnitIsTheSame() {
    Series converted = series("ns/op", 5000, 1).in(Unit.parse("us/op"));
    assertThat(converted.unit().text()).isEqualTo("us/op");
    assertThat(converted.forks().get(0).mean()).isCloseTo(5, within(.2));
  }
}
