package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tare.result.Direction;
import dev.tare.result.Iteration;
import dev.tare.result.Mode;
import dev.tare.result.Series;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmhJsonTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "thrpt.json, THROUGHPUT, HIGHER, ops/s",
    "avgt.json, AVERAGE_TIME, LOWER, s/op",
    "ss.json, SINGLE_SHOT, LOWER, s/op",
    "sample.json.gz, SAMPLE_TIME, LOWER, s/op"
  })
  void everyModeOfJmhIsReadWithItsDirection(
      String file, Mode mode, Direction direction, String unit) throws Exception {
    Series score = file(file).get(0);
    assertThat(score.key().mode()).isEqualTo(mode);
    assertThat(score.direction()).isEqualTo(direction);
    assertThat(score.unit().text()).isEqualTo(unit);
    assertThat(score.key().params()).containsEntry("limit", "3000");
    assertThat(score.forks()).hasSize(2).allMatch(fork -> fork.iterations().size() == 3);
    assertThat(score.conditions().get("jdk.major")).contains("17");
    assertThat(score.gated()).isTrue();
  }

  @Test
  void anIterationOfSampleTimeIsTheMeanOfItsSamples() throws Exception {
    String text =
        """
        [{"benchmark": "b", "mode": "sample", "primaryMetric": {"scoreUnit": "us/op",
          "rawDataHistogram": [[[[1.0, 3], [5.0, 1]]]]}}]""";
    assertThat(values(read(text).get(0), 0)).containsExactly(2.0);
  }

  @Test
  void sampledPercentilesAreNotTakenForTails() throws Exception {
    assertThat(file("sample.json.gz"))
        .extracting(series -> series.key().metric())
        .contains("p99")
        .noneMatch(metric -> metric.startsWith("p0.") || metric.equals("p1.00"));
  }

  @Test
  void ourMetricsAreGatedAsTheTableSaysAndOthersNever() throws Exception {
    List<Series> all = file("gc.json.gz");
    assertThat(metric(all, "p99").gated()).isTrue();
    assertThat(metric(all, "max").gated()).isFalse();
    assertThat(metric(all, "gc.alloc.rate").gated()).isFalse();
    String foreign =
        JmhText.benchmark("org.other.B", "", "[[1]]", JmhText.metric("p99", "ns", "[[1]]"));
    assertThat(metric(read(JmhText.result(foreign)), "p99").gated()).isFalse();
  }

  @Test
  void noiseStandsBesideItsIteration() throws Exception {
    Iteration first = file("thrpt.json").get(0).forks().get(0).iterations().get(0);
    assertThat(first.noise().wallNs()).isPresent();
    assertThat(first.noise().frequencyMHz()).isEmpty();
  }

  @Test
  void noiseWithAMissingReadingBelongsToNoIteration() throws Exception {
    String steal = JmhText.metric("noise.steal", "ns", "[[7], [1, 2]]");
    Series score =
        read(JmhText.result(JmhText.benchmark("b", "", "[[1, 2], [3, 4]]", steal))).get(0);
    assertThat(score.forks().get(0).iterations().get(0).noise().stealNs()).isEmpty();
    assertThat(score.forks().get(1).iterations().get(1).noise().stealNs()).hasValue(2);
  }

  @Test
  void quotedNumbersAreWhatJmhMeantByThem() throws Exception {
    String raw = "[[\"NaN\", \"+INF\", \"-INF\", \"INF\", NaN, 1.5e3]]";
    assertThat(values(read(JmhText.result(JmhText.benchmark("b", "", raw, ""))).get(0), 0))
        .containsExactly(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.NaN,
            1500);
  }

  @Test
  void rawDataCountsAndNotTheForksMember() throws Exception {
    String text = JmhText.benchmark("b", "\"forks\": 7,", "[[1, 2], [], [3]]", "");
    Series score = read(JmhText.result(text)).get(0);
    assertThat(score.forks()).extracting(fork -> fork.index()).containsExactly(0, 2);
  }

  @Test
  void profilersOfOldVersionsHaveTheNamesOfTheNew() throws Exception {
    String old =
        "[{\"benchmark\": \"b\", \"mode\": \"thrpt\", \"threads\": 4, \"params\": null,"
            + "\"primaryMetric\": {\"scoreUnit\": \"ops/ms\", \"rawData\": [[1]]},"
            + "\"secondaryMetrics\": {\"\u00b7gc.alloc.rate\":"
            + "{\"scoreUnit\": \"MB/sec\", \"rawData\": [[2]]}}}]";
    List<Series> all = read(old);
    assertThat(all.get(1).key().metric()).isEqualTo("gc.alloc.rate");
    assertThat(all.get(0).key().threads()).isEqualTo(4);
    assertThat(all.get(0).unit().normalise(1)).isCloseTo(1000, within(1e-9));
    assertThat(all.get(0).conditions().values()).isEmpty();
  }

  @Test
  void severalDocumentsInOneStreamAreAllRead() throws Exception {
    String one = JmhText.result(JmhText.benchmark("a", "", "[[1]]", ""));
    String two = JmhText.result(JmhText.benchmark("b", "", "[[1]]", ""));
    assertThat(read(one + "\n" + two)).hasSize(2);
  }

  @Test
  void utf16AsPowerShellWritesItIsRead() throws Exception {
    byte[] text =
        ("\ufeff" + JmhText.result(JmhText.benchmark("a", "", "[[1]]", "")))
            .getBytes(StandardCharsets.UTF_16LE);
    assertThat(JmhJson.read(new ByteArrayInputStream(text), "f").series()).hasSize(1);
  }

  @Test
  void valuesOfParametersInWhichJmhBreaksLinesAreWhole() throws Exception {
    // As JMH 1.21 writes c,d=1 and a tab; a break that is the value's own is written otherwise.
    String params =
        "\"params\": {\"p\": \"c,\n            d=1\", \"t\": \"\t\", \"own\": \"a\\n\\\"\"},";
    String text = JmhText.result(JmhText.benchmark("b", params, "[[1]]", ""));
    Map<String, String> expected = Map.of("p", "c,d=1", "t", "\t", "own", "a\n\"");
    assertThat(read(text).get(0).key().params()).isEqualTo(expected);
    Path file = Files.writeString(temp.resolve("out.json"), text);
    Map<String, String> runs = JmhRuns.read(file, "JMH's JSON");
    assertThat(runs).hasSize(1);
    assertThat(read(runs.values().iterator().next()).get(0).key().params()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~|f: empty",
        "[ ]|f: no benchmark in it: none matched, or all failed",
        "{}|f:1:1: expected a JMH result: an array of benchmarks",
        "[1]|f:1:2: expected an object",
        "[{\"a\": 1}]|f:1:9: not a JMH result: a benchmark without \"benchmark\"",
        "[{\"benchmark\": \"b\", \"mode\": \"fast\"}]|f:1:29: unknown mode \"fast\"",
        "[{\"benchmark\"|f:1:14: not JSON: Unexpected end-of-input",
        "[{\"benchmark\": \"b\" \"mode\"|f:1:20: not JSON: Unexpected character",
        "no json at all|f: in no format that is read: JSON of JMH, hyperfine"
      })
  void whatCannotBeReadIsOneLineWithItsPlace(String text, String start) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(start)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1, \"x\"]]|expected a number",
        "[[1, [2]]]|expected a text",
        "[1]|expected a fork",
        "5|expected raw data"
      })
  void rawDataOfAnotherShapeIsRefused(String raw, String why) {
    assertThatThrownBy(() -> read(JmhText.result(JmhText.benchmark("b", "", raw, ""))))
        .isInstanceOf(BadInput.class)
        .hasMessageMatching("f:2:\\d+: .*")
        .hasMessageContaining(why);
  }

  @Test
  void aBenchmarkOfWhichNoForkGaveAValueIsNoSeriesAndIsNamed() throws Exception {
    String second = JmhText.metric("m", "ns", "[]");
    Results none =
        JmhJson.read(
            JmhText.stream(
                JmhText.result(
                    JmhText.benchmark("b", "\"forks\": 2,", "[[1], [2]]", second),
                    JmhText.benchmark("gone", "\"forks\": 2,", "[[], []]", second))),
            "f");
    assertThat(none.series()).extracting(one -> one.key().benchmark()).containsOnly("b");
    assertThat(none.warnings().lines())
        .containsExactly("no fork gave a value, as if it were not there: gone:avgt:t1");
  }

  @Test
  void forksThatAreNotThereAreCounted() throws Exception {
    String some = JmhText.benchmark("b", "\"forks\": 10,", "[[1], [], [2]]", "");
    String more = JmhText.benchmark("c", "\"forks\": 0,", "[[1], [2]]", "");
    String other = JmhText.benchmark("d", "\"forks\": \"all\",", "[[1], [2]]", "");
    Results read = JmhJson.read(JmhText.stream(JmhText.result(some, more, other)), "f");
    assertThat(read.warnings().lines())
        .containsExactly("2 of 10 forks are there; the others failed, or were not run: b:avgt:t1");
  }

  @Test
  void aTruncatedGzipIsBadInput() throws Exception {
    byte[] whole = Objects.requireNonNull(resource("sample.json.gz")).readAllBytes();
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> JmhJson.read(new ByteArrayInputStream(cut), "f.gz"))
        .isInstanceOf(BadInput.class)
        .hasMessage("f.gz: the gzip data is truncated or damaged");
  }

  @Test
  void twoMetricsOfOneNameAreRefused() {
    String twice = JmhText.metric("m", "ns", "[[1]]") + ", " + JmhText.metric("m", "ns", "[[2]]");
    assertThatThrownBy(() -> read(JmhText.result(JmhText.benchmark("b", "", "[[1]]", twice))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("two metrics are named \"m\"");
  }

  private static Series metric(List<Series> all, String name) {
    return all.stream().filter(one -> one.key().metric().equals(name)).findFirst().orElseThrow();
  }

  private static double[] values(Series series, int fork) {
    return series.forks().get(fork).iterations().stream().mapToDouble(Iteration::value).toArray();
  }

  private static List<Series> read(String text) throws BadInput {
    return JmhJson.read(JmhText.stream(text), "f").series();
  }

  private static List<Series> file(String name) throws BadInput {
    return JmhJson.read(resource(name), name).series();
  }

  private static InputStream resource(String name) {
    return JmhJsonTest.class.getResourceAsStream("/jmh/" + name);
  }
}
