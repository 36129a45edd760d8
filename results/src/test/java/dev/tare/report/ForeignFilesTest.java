package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.ComparedSeries;
import dev.tare.compare.Comparer;
import dev.tare.compare.Gate;
import dev.tare.result.Run;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Sides;
import dev.tare.stats.Reason;
import dev.tare.stats.Verdict;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gate says of files as people have them, after public bug reports of such tools. */
class ForeignFilesTest {
  private static final String SHORT = "\"warmupIterations\": 0, \"warmupTime\": \"1 s\",";
  private static final String LONG = "\"warmupIterations\": 2, \"warmupTime\": \"1 s\",";

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void oneOrTwoForksNeverPass(int forks) throws BadInput {
    Compared compared = compare(score(100, forks), score(580, forks));
    assertThat(new Gate(false, false).decide(compared)).isEqualTo(Gate.Outcome.NOTHING_JUDGED);
    ComparedSeries row = compared.rows().get(0);
    assertThat(row.judgement().orElseThrow().reason()).contains(Reason.TOO_FEW_FORKS);
    assertThat(row.forksWanted()).isPresent();
    assertThat(line(compared)).startsWith("Gate: nothing could be judged");
  }

  @Test
  void tailsOfSamplesAreComparedWhereTheFileHasThem() throws BadInput {
    Compared compared = compare(sampled(100, 150), sampled(90, 620));
    assertThat(row(compared, "score").is(Verdict.REGRESSED)).isFalse();
    assertThat(row(compared, "p99").is(Verdict.REGRESSED)).isTrue();
    assertThat(row(compared, "p50").is(Verdict.IMPROVED)).isTrue();
    assertThat(compared.warnings()).anyMatch(line -> line.startsWith("percentiles of mode sample"));
    Compared without =
        compare(score(100, 5).replace("avgt", "sample"), score(100, 5).replace("avgt", "sample"));
    assertThat(without.warnings()).anyMatch(line -> line.startsWith("tails are not compared"));
    CompareOptions scores = CompareOptions.DEFAULT.withMetric(Pattern.compile("^score$"));
    Compared leftOut = Comparer.compare(side(sampled(100, 150)), side(sampled(90, 620)), scores);
    assertThat(leftOut.warnings()).noneMatch(line -> line.contains("mode sample"));
  }

  @Test
  void moreInstructionsPerCycleAreBetterAndMoreCyclesPerInstructionWorse() throws BadInput {
    assertThat(metric("IPC", "insns/clk", 2, 3).is(Verdict.IMPROVED)).isTrue();
    assertThat(metric("CPI", "clks/insn", 2, 3).is(Verdict.REGRESSED)).isTrue();
    Compared shown = compare(secondary("IPC", "insns/clk", 2), secondary("IPC", "insns/clk", 3));
    assertThat(row(shown, "IPC").ratio().orElseThrow().ratio()).isLessThan(1);
  }

  @Test
  void allocationAndTheMembersOfAGroupAreOfferedAndJudgedWhereAsked() throws BadInput {
    String before = secondary("gc.alloc.rate.norm", "B/op", 24);
    String after = secondary("gc.alloc.rate.norm", "B/op", 2400);
    Compared shown = compare(before, after);
    assertThat(row(shown, "gc.alloc.rate.norm").judgement()).isEmpty();
    assertThat(shown.warnings()).contains("judged only with --metric: gc.alloc.rate.norm");
    assertThat(metric("gc.alloc.rate.norm", "B/op", 24, 2400).is(Verdict.REGRESSED)).isTrue();
    assertThat(metric("writer", "ops/us", 20, 5).is(Verdict.REGRESSED)).isTrue();
    assertThat(metric("writer", "ops/us", 5, 20).is(Verdict.IMPROVED)).isTrue();
    assertThat(metric("widgets", "widgets", 5, 20).is(Verdict.CHANGED)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "gc.alloc.rate.norm, B/op, 1e-6, 2e-6, NO_CHANGE",
    "gc.alloc.rate.norm, B/op, 2e-6, 1e-6, NO_CHANGE",
    "gc.alloc.rate.norm, B/op, 1e-5, .5, NO_CHANGE",
    "gc.alloc.rate.norm, B/op, 1e-5, 16, REGRESSED",
    "gc.alloc.rate.norm, B/op, 8, 10, REGRESSED",
    "gc.alloc.rate.norm, kB/op, .1, .2, REGRESSED",
    "gc.count, counts, .25, .5, NO_CHANGE",
    "CPI, clks/insn, .25, .5, REGRESSED",
    "cpu, s/op, .001, .002, REGRESSED",
    "cache-misses, #/op, .1, .2, REGRESSED"
  })
  void lessThanOneOfWhatComesInWholeOnesIsNoChange(
      String name, String unit, double a, double b, Verdict verdict) throws BadInput {
    ComparedSeries row = metric(name, unit, a, b);
    assertThat(row.judgement().orElseThrow().verdict()).isEqualTo(verdict);
    assertThat(row.why().equals("they differ by less than one: differences count from 1 " + unit))
        .isEqualTo(verdict == Verdict.NO_CHANGE);
  }

  @Test
  void howSidesWereMeasuredDiffersInALineOfItsOwn() throws BadInput {
    String plain = score(100, 5);
    String c1 = plain.replace("\"jvmArgs\": []", "\"jvmArgs\": [\"-XX:TieredStopAtLevel=1\"]");
    assertThat(differs(compare(plain, c1)))
        .containsExactly("differs: jvm.args: none | -XX:TieredStopAtLevel=1");
    assertThat(differs(compare(plain, plain.replace(LONG, SHORT))))
        .containsExactly("differs: jmh.warmup: 2 x 1 s | 0 x 1 s");
    assertThat(differs(compare(plain, plain))).isEmpty();
    String held =
        plain.replace("\"jvmArgs\": []", "\"jvmArgs\": [\"-Dtare.barrier=/tmp/v1/hold\"]");
    assertThat(differs(compare(plain, held))).as("where, not how").isEmpty();
    String batch = plain.replace(LONG, LONG + "\"measurementBatchSize\": 10,");
    ComparedSeries row = compare(plain, batch).rows().get(0);
    assertThat(row.why()).isEqualTo("parameters: none and (batchSize=10)");
  }

  @Test
  void twoSeriesThatDifferInTheirBatchOnlyHaveTwoNamesInEveryView() throws BadInput {
    String plain = score(100, 5).strip();
    String batch = plain.replace(LONG, LONG + "\"measurementBatchSize\": 10,");
    String own = batch.replace(LONG, LONG + "\"params\": {\"batchSize\": \"3\"},");
    String three =
        plain.replace("}]", "},") + batch.substring(1).replace("}]", "},") + own.substring(1);
    List<String> names =
        List.of("B.run", "B.run(batchSize=10)", "B.run(batchSize=3, measurementBatchSize=10)");
    Compared compared = compare(three, three);
    RowText text = new RowText(compared.rows());
    assertThat(compared.rows())
        .extracting(text::benchmark)
        .containsExactlyInAnyOrderElementsOf(names);
    Report report = new Report(List.of(side(three)));
    for (String view : List.of(report.text(Paper.PLAIN), report.markdown(), report.json())) {
      assertThat(view).contains(names);
    }
    assertThat(report.csv()).contains("batchSize=10", "measurementBatchSize=10");
  }

  @Test
  void aReportSaysWhatItsSidesDoNotShareAndWhichOtherFiguresAreWorse() throws BadInput {
    String plain = score(100, 5);
    String c1 = plain.replace("\"jvmArgs\": []", "\"jvmArgs\": [\"-XX:TieredStopAtLevel=1\"]");
    assertThat(new Report(List.of(side(plain), side(c1))).text(Paper.PLAIN))
        .contains("warning: differs: jvm.args: none | -XX:TieredStopAtLevel=1\n");
    assertThat(new Report(List.of(side(plain), side(plain))).text(Paper.PLAIN))
        .doesNotContain("differs");
    String tails =
        new Report(List.of(side(sampled(100, 150)), side(sampled(100, 600)))).text(Paper.PLAIN);
    assertThat(tails).contains(", worse in 1 of 2 other figures (B.run p99, 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Benchmark\",\"Mode\",\"Threads\"\n",
        "Benchmark   (n)  Mode  Cnt\n",
        "# JMH version: 1.37\n"
      })
  void aTableOfJmhIsNamedAndTheRemedyToo(String text) {
    assertThatThrownBy(() -> side(text))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("-rf json");
  }

  @Test
  void aThroughputThatFallsToZeroIsNoPass() throws BadInput {
    String rate = score(100, 5).replace("avgt", "thrpt").replace("ns/op", "ops/s");
    String none = rate.replaceAll("\\[[0-9., ]+\\]", "[0, 0, 0]");
    Compared compared = compare(rate, none);
    assertThat(new Gate(false, true).decide(compared)).isEqualTo(Gate.Outcome.NOT_COMPARABLE);
    assertThat(compared.rows().get(0).why()).contains("all forks of B");
  }

  @Test
  void differenceOfWhatHasZerosStandsInNoRatiosColumn() throws BadInput {
    String text =
        new ComparisonTable(compare(counted("0,0,0,0,0,0"), counted("1,1,1,1,1,40"))).markdown();
    assertThat(text)
        .contains("| A | B | change | ratio | forks |")
        .contains("| 0 counts | 1.849 counts | +1 counts | - | 6/6 |")
        .contains("difference by ranks, that of the plain means is 7.5 counts");
  }

  @Test
  void noSpreadOfManyForksOfZerosIsNotThatOfOneFork() throws BadInput {
    CompareOptions options = CompareOptions.DEFAULT.withMetric(Pattern.compile("gc.count"));
    String zeros = counted("0,0,0,0,0,0");
    Compared compared = Comparer.compare(side(zeros), side(zeros), options);
    assertThat(RowText.notes(compared.rows().get(0)))
        .contains("a value is 0 or less: differences count from 1 counts")
        .doesNotContain("one fork");
  }

  /** A benchmark's garbage collections, as many in each of six forks. */
  private static String counted(String forks) {
    String rows = "[" + forks.replace(",", "],[") + "]";
    return """
        [{"benchmark": "a.B.c", "mode": "avgt", "primaryMetric": {"scoreUnit": "ns/op",
          "rawData": [[%s]]}, "secondaryMetrics": {"gc.count": {"scoreUnit": "counts",
          "rawData": [%s]}}}]
        """
        .formatted("1", rows);
  }

  @Test
  void numbersOfAnySizeKeepTheTableWhole() throws BadInput {
    Compared compared = compare(score(1e-300, 5), score(1e300, 5));
    String text = new ComparisonTable(compared).text(Paper.PLAIN);
    assertThat(text.lines()).allMatch(line -> line.length() < 300);
    assertThat(text).contains("e+").doesNotContain("NaN");
  }

  @Test
  void aSummaryForAPullRequestNeverExceedsItsLength() throws BadInput {
    StringBuilder before = new StringBuilder("[");
    StringBuilder after = new StringBuilder("[");
    for (int i = 0; i < 900; i++) {
      String name = "org.acme.B" + i + ".\u00e9" + "x".repeat(i % 300);
      before.append(i == 0 ? "" : ",").append(named(score(100, 1), name));
      after.append(i == 0 ? "" : ",").append(named(score(100, 1), name));
    }
    before.append(",").append(named(score(100, 10), "org.acme.Slow.run")).append("]");
    after.append(",").append(named(score(300, 10), "org.acme.Slow.run")).append("]");
    Compared compared = compare(before.toString(), after.toString());
    String markdown = new GateSummary(compared, new Gate(false, false), false).markdown();
    assertThat(markdown.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(65_000);
    assertThat(markdown).containsPattern("And \\d+ more rows\\.").contains("UNCALIBRATED");
    assertThat(markdown.indexOf("Slow.run")).isLessThan(markdown.indexOf("B1."));
  }

  private static String named(String file, String name) {
    return file.strip().replaceAll("^\\[|\\]$", "").replace("org.acme.B.run", name);
  }

  private static ComparedSeries metric(String name, String unit, double a, double b)
      throws BadInput {
    CompareOptions asked =
        new CompareOptions(
            OptionalDouble.empty(),
            Optional.of(Pattern.compile(Pattern.quote(name))),
            Optional.empty(),
            Set.of());
    Run before = side(secondary(name, unit, a));
    return row(Comparer.compare(before, side(secondary(name, unit, b)), asked), name);
  }

  private static ComparedSeries row(Compared compared, String metric) {
    return compared.rows().stream()
        .filter(row -> row.key().metricLabel().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> differs(Compared compared) {
    return new ComparisonTable(compared)
        .caveats().stream().filter(line -> line.startsWith("differs")).toList();
  }

  private static String line(Compared compared) {
    return new GateSummary(compared, new Gate(false, false), false).line();
  }

  private static Compared compare(String a, String b) throws BadInput {
    return Comparer.compare(side(a), side(b), CompareOptions.DEFAULT);
  }

  private static Run side(String text) throws BadInput {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return new Sides(in).read("-");
  }

  private static String score(double value, int forks) {
    return file("avgt", "ns/op", "\"rawData\": " + raw(value, forks), "");
  }

  private static String secondary(String name, String unit, double value) {
    String metric =
        "\"%s\": {\"score\": 1, \"scoreUnit\": \"%s\", \"rawData\": %s}"
            .formatted(name, unit, raw(value, 5));
    return file("avgt", "ns/op", "\"rawData\": " + raw(100, 5), metric);
  }

  /** The same mean, and another tail. */
  private static String sampled(double common, double rare) {
    List<String> forks = new ArrayList<>();
    for (int f = 0; f < 5; f++) {
      String iteration = "[[%s, 9800], [%s, 200]]".formatted(common + f * .1, rare);
      forks.add("[" + String.join(",", iteration, iteration, iteration) + "]");
    }
    String raw = "\"rawDataHistogram\": [" + String.join(",", forks) + "]";
    return file("sample", "us/op", raw, "");
  }

  private static String raw(double value, int forks) {
    Random random = new Random(forks);
    List<String> all = new ArrayList<>();
    for (int f = 0; f < forks; f++) {
      double fork = value * (1 + .005 * random.nextGaussian());
      all.add("[%s, %s, %s]".formatted(fork, fork * 1.001, fork * .999));
    }
    return "[" + String.join(", ", all) + "]";
  }

  private static String file(String mode, String unit, String raw, String secondary) {
    return """
        [{"jmhVersion": "1.37", "benchmark": "org.acme.B.run", "mode": "%s", "threads": 1,
          "jvmArgs": [], "jdkVersion": "17.0.9", %s
          "primaryMetric": {"score": 1, "scoreUnit": "%s", %s},
          "secondaryMetrics": {%s}}]
        """
        .formatted(mode, LONG, unit, raw, secondary);
  }
}
