package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.result.Direction;
import dev.tare.result.Mode;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tools themselves wrote, and what of it cannot be judged. */
class OtherFormatsTest {
  @TempDir Path folder;

  private static Run read(InputStream in) throws IOException {
    return new Sides(in).read("-");
  }

  private static Run recorded(String name) throws IOException {
    try (InputStream in = OtherFormatsTest.class.getResourceAsStream("other/" + name)) {
      return read(in);
    }
  }

  private static Run said(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Double> values(Series series) {
    return series.forks().stream().map(fork -> fork.iterations().get(0).value()).toList();
  }

  @Test
  void everyRunOfHyperfineIsAFork() throws IOException {
    List<Series> series = recorded("hyperfine.json").series();
    assertThat(series)
        .extracting(one -> one.key().benchmark())
        .containsExactly("sleep 0.01", "sleep 0.02");
    Series first = series.get(0);
    assertThat(first.key().mode()).isEqualTo(Mode.SINGLE_SHOT);
    assertThat(first.unit().text()).isEqualTo("s/op");
    assertThat(values(first)).hasSize(6).allMatch(seconds -> seconds > .01 && seconds < 1);
  }

  @Test
  void repetitionsOfGoogleBenchmarkAreForksAndItsAggregatesAreNot() throws IOException {
    List<Series> series = recorded("google.json").series();
    assertThat(series)
        .extracting(one -> one.key().benchmark() + " " + one.key().metricLabel())
        .containsExactly(
            "Copy/64 score", "Copy/64 cpuTime", "Copy/4096 score", "Copy/4096 cpuTime");
    assertThat(series).allMatch(one -> one.forks().size() == 5);
    assertThat(series.get(0).unit().text()).isEqualTo("ns/op");
    assertThat(series.get(0).direction()).isEqualTo(Direction.LOWER);
    assertThatThrownBy(() -> recorded("google-aggregates.json"))
        .hasMessageContaining("aggregates alone");
  }

  @Test
  void jobsOfFioAreForksWithPercentilesOfTheirHistograms() throws IOException {
    List<Series> series = recorded("fio.json").series();
    assertThat(series)
        .extracting(one -> one.key().benchmark() + " " + one.key().metricLabel())
        .containsExactly(
            "rr.read score", "rr.read p50", "rr.read p90", "rr.read p99", "rr.read p99.9");
    assertThat(series).allMatch(one -> one.forks().size() == 2);
    assertThat(series.get(0).direction()).isEqualTo(Direction.HIGHER);
    for (int fork = 0; fork < 2; fork++) {
      int one = fork;
      assertThat(series.subList(1, 5)).extracting(p -> values(p).get(one)).isSorted();
    }
    assertThatThrownBy(() -> recorded("fio-plain.json"))
        .hasMessageContaining("means alone")
        .hasMessageContaining("--output-format=json+");
  }

  @Test
  void reportsOfSysbenchAreIterationsOfOneFork() throws IOException {
    Series only = recorded("sysbench.txt").series().get(0);
    assertThat(only.key().benchmark()).isEqualTo("sysbench.eps");
    assertThat(only.key().threads()).isEqualTo(2);
    assertThat(only.forks()).hasSize(1);
    assertThat(only.forks().get(0).iterations())
        .extracting(one -> one.value())
        .containsExactly(1798.71, 2449.23, 3037.27);
    assertThatThrownBy(() -> recorded("sysbench-means.txt"))
        .hasMessageContaining("--report-interval=1");
  }

  @Test
  void linesOfGoAreForksAndItsFirstUnitIsTheScore() throws IOException {
    Run run =
        said(
            """
            goos: linux
            pkg: example.org/codec
            BenchmarkDecode/text=digits/level=speed-8  100  15495000 ns/op  6.45 MB/s  40418 B/op
            BenchmarkDecode/text=digits/level=speed-8  100  15495200 ns/op  6.44 MB/s  40418 B/op
            BenchmarkPlain  1  12 widgets
            PASS
            """);
    assertThat(run.series())
        .extracting(
            one -> one.key().benchmark() + one.key().paramsText() + " " + one.key().metricLabel())
        .containsExactly(
            "example.org/codec.Decode(level=speed, text=digits) score",
            "example.org/codec.Decode(level=speed, text=digits) MB/s",
            "example.org/codec.Decode(level=speed, text=digits) B/op",
            "example.org/codec.Plain score");
    assertThat(values(run.series().get(0))).containsExactly(15_495_000.0, 15_495_200.0);
    assertThat(run.series().get(0).key().threads()).isEqualTo(8);
    assertThat(run.series())
        .extracting(Series::direction)
        .containsExactly(Direction.LOWER, Direction.HIGHER, Direction.LOWER, Direction.NEITHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?   \texample.org/cmd\t[no test files]\n",
        "PASS\nok  \texample.org/util\t0.003s\n",
        "--- FAIL: TestX (0.00s)\n    x_test.go:9: no\nFAIL\nexit status 1\nFAIL\tx\t0.1s\n",
        "=== RUN   TestX\n--- PASS: TestX (0.00s)\nPASS\nok  \tx\t0.1s\n",
        "BenchmarkX\n",
        "BenchmarkZ-8\t--- SKIP: BenchmarkZ-8\n    x_test.go:9: not here\n"
      })
  void whatGoSaysOfOtherPackagesMayComeFirst(String before) throws IOException {
    assertThat(values(said(before + "\npkg: x\nBenchmarkX-8  100  5.5 ns/op\n").series().get(0)))
        .containsExactly(5.5);
    assertThatThrownBy(() -> said(before)).hasMessageContaining("in no format that is read");
    assertThatThrownBy(() -> said(before + "Benchmark   (n)  Mode  Cnt\n"))
        .hasMessageContaining("-rf json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pkg: x\n", "BenchmarkX-8  100  5.5 ns/op\n"})
  void aBenchmarkOfGoThatFailsIsNamedWhereverItStands(String before) throws IOException {
    String failed = "BenchmarkFoo-8   \t--- FAIL: BenchmarkFoo-8\n    x_test.go:9: boom\n";
    String after = "BenchmarkY-8  100  5.5 ns/op\nFAIL\nexit status 1\nFAIL\tx\t0.1s\n";
    Run run = said(before + failed + after);
    assertThat(run.warnings()).singleElement().asString().startsWith("failed: Foo: ");
    assertThat(run.series()).isNotEmpty();
  }

  @Test
  void whatGoogleBenchmarkSkippedIsNoFigureAndIsNamed() throws IOException {
    String ran = "{\"name\": \"X\", \"real_time\": 5, \"cpu_time\": 5}";
    String skipped =
        "{\"name\": \"Z\", \"run_type\": \"iteration\", \"skipped\": true,"
            + " \"skip_message\": \"no\", \"real_time\": 0, \"cpu_time\": 0}";
    Run run = said("{\"context\": {}, \"benchmarks\": [" + ran + ", " + skipped + "]}");
    assertThat(run.series()).extracting(one -> one.key().benchmark()).containsOnly("X");
    assertThat(run.warnings()).containsExactly("standard input: skipped, and left out: Z (no)");
    assertThat(said("{\"context\": {}, \"benchmarks\": [" + skipped + "]}").series()).isEmpty();
  }

  @Test
  void aggregatesOfOldGoogleBenchmarksAreToldByTheirNames() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("X", "X", "X_mean", "X_stddev", "grow_mean")) {
      all.append(all.isEmpty() ? "" : ", ")
          .append("{\"name\": \"" + name + "\", \"real_time\": 5, \"cpu_time\": 5}");
    }
    assertThat(said("{\"context\": {}, \"benchmarks\": [" + all + "]}").series())
        .filteredOn(one -> one.key().isPrimary())
        .extracting(one -> one.key().benchmark() + " " + one.forks().size())
        .containsExactly("X 2", "grow_mean 1");
  }

  @Test
  void aRunThatFailedIsSaidAndIsNoPartOfTheOthers() throws IOException {
    Run hyperfine =
        said(
            "{\"results\": [{\"command\": \"x\", \"times\": [1, 2, 3],"
                + " \"exit_codes\": [0, 3, null]}]}");
    assertThat(hyperfine.hasFailures()).isTrue();
    assertThat(hyperfine.warnings())
        .containsExactly("failed: x: 2 of 3 runs failed, the first with 3");
    assertThat(values(hyperfine.series().get(0))).containsExactly(1.0);
    Run google =
        said(
            "{\"context\": {}, \"benchmarks\": [{\"name\": \"BM_X\", \"error_occurred\": true,"
                + " \"error_message\": \"boom\"}]}");
    assertThat(google.warnings()).containsExactly("failed: BM_X: a repetition failed: boom");
    Run fio =
        said("{\"fio version\": \"fio-3.33\", \"jobs\": [{\"jobname\": \"j\", \"error\": 5}]}");
    assertThat(fio.warnings()).containsExactly("failed: j: a job failed with error 5");
    Run go = said("BenchmarkX 1 5 ns/op\n--- FAIL: BenchmarkY\nFAIL\nFAIL\tpkg\t0.1s\n");
    assertThat(go.warnings()).containsExactly("failed: Y: it failed: --- FAIL: BenchmarkY");
    assertThat(values(go.series().get(0))).containsExactly(5.0);
    Run build = said("BenchmarkX 1 5 ns/op\nFAIL\tother [build failed]\n");
    assertThat(build.hasFailures()).isTrue();
    assertThat(said("BenchmarkX 1 5 ns/op\nPASS\n").hasFailures()).isFalse();
  }

  @Test
  void brokenFilesAreSaid() {
    String without = "{\"results\": [{\"command\": \"x\", \"mean\": 1.5}]}";
    assertThatThrownBy(() -> said(without)).hasMessageContaining("means without the times");
    assertThatThrownBy(() -> said(without.substring(0, 40))).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> said("BenchmarkX 1 abc ns/op\n")).isInstanceOf(BadInput.class);
  }

  @Test
  void filesOfAPatternAreForksOfOneSide() throws IOException {
    String one = "sysbench 1.0.20\nNumber of threads: 1\n[ 1s ] thds: 1 tps: 10.5 qps: 21\n";
    Files.writeString(folder.resolve("a-1.txt"), one);
    Files.writeString(folder.resolve("a-2.txt"), one);
    Run run = new Sides(InputStream.nullInputStream()).read(folder + "/a-*.txt");
    assertThat(run.series()).singleElement().extracting(all -> all.forks().size()).isEqualTo(2);
  }
}
