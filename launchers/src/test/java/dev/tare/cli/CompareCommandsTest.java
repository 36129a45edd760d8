package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Execution(ExecutionMode.CONCURRENT)
class CompareCommandsTest {
  @TempDir Path temp;

  private final Terminal terminal = new Terminal();

  @BeforeEach
  void writeResults() throws IOException {
    write("base.json", "avgt", 100, 10, 1);
    write("same.json", "avgt", 100, 10, 2);
    write("slower.json", "avgt", 105, 10, 3);
    write("one.json", "avgt", 100, 1, 4);
    write("three.json", "avgt", 300, 3, 4);
    Files.writeString(
        temp.resolve("wide.json"),
        text("o.Bench.m", "avgt", 100, 1, 8)
            .replaceAll("\\[\\[.*\\]\\]\\}", "[[80], [120], [100], [90], [130], [85]]}"));
    Files.writeString(temp.resolve("table.csv"), "\"Benchmark\",\"Mode\"\n");
    write("rate.json", "thrpt", 100, 10, 5);
    write("less.json", "thrpt", 95, 10, 6);
    Files.writeString(temp.resolve("other.json"), text("o.Other.m", "avgt", 1, 5, 7));
    Files.writeString(
        temp.resolve("cut.json"), text("o.Other.m", "avgt", 1, 5, 7).substring(0, 99));
  }

  @ParameterizedTest
  @CsvSource({
    "0, base.json same.json",
    "1, base.json slower.json",
    "0, slower.json base.json",
    "1, rate.json less.json",
    "0, less.json rate.json",
    "0, --tau 20% base.json slower.json",
    "3, base.json one.json",
    "3, --strict base.json one.json",
    "3, base.json three.json",
    "0, base.json wide.json",
    "3, --strict base.json wide.json",
    "2, base.json same.json slower.json",
    "2, base.json table.csv",
    "4, base.json rate.json",
    "4, base.json other.json",
    "3, --allow-missing base.json other.json",
    "2, base.json none.json",
    "2, base.json cut.json",
    "2, --filter nothing base.json same.json",
    "2, --filter [ base.json same.json",
    "2, --tau 5 base.json same.json",
    "2, --tau 0% base.json same.json",
    "2, --allow moon base.json same.json",
    "2, base.json"
  })
  void aGateExitsAsTheRowsSay(int code, String arguments) {
    assertThat(run("gate", arguments)).as(terminal.out() + "%n" + terminal.err()).isEqualTo(code);
    if (code == 2) {
      assertThat(terminal.out()).isEmpty();
      assertThat(terminal.err()).startsWith("tare: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"slower.json", "rate.json", "other.json", "one.json"})
  void aDiffNeverFailsForWhatItFinds(String other) {
    assertThat(run("diff", "base.json " + other)).isZero();
    assertThat(terminal.out()).contains("verdict");
  }

  @ParameterizedTest
  @CsvSource({
    "text, 'benchmark ', no change, worse, NO_CHANGE, REGRESSED",
    "md, | benchmark |, no change, worse, NO_CHANGE, REGRESSED",
    "csv, 'a,b,environment', NO_CHANGE, REGRESSED, no change, worse",
    "json, '{', NO_CHANGE, REGRESSED, no change, worse"
  })
  void aDiffComparesAllOthersWithTheFirstInWordsForPeopleAndNamesForMachines(
      String format, String start, String same, String worse, String notSame, String notWorse) {
    assertThat(run("diff", "--format " + format + " base.json same.json slower.json")).isZero();
    assertThat(terminal.out().lines()).anyMatch(line -> line.startsWith(start));
    assertThat(terminal.out()).contains("same.json", "slower.json").contains(same, worse);
    assertThat(terminal.out()).doesNotContain(notSame, notWorse);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report base.json -o base.json",
        "diff base.json same.json -o same.json",
        "gate --markdown base.json base.json same.json",
        "gate --junit g.xml --markdown g.xml base.json same.json",
        "gate --export csv=base.json base.json same.json",
        "gate --junit g.xml --export json=g.xml base.json same.json",
        "history base.json same.json slower.json -o base.json"
      })
  void nothingIsWrittenOverWhatIsReadOrWritten(String line) throws IOException {
    byte[] before = Files.readAllBytes(temp.resolve("base.json"));
    assertThat(run(line.split(" ")[0], line.replaceFirst("\\S+ ", ""))).isEqualTo(2);
    assertThat(terminal.err()).contains("is read or written already").hasLineCount(1);
    assertThat(temp.resolve("base.json")).hasBinaryContent(before);
    assertThat(temp.resolve("g.xml")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "1, o.Other = 20%",
    "0, o.Bench = 20%",
    "1, .* = 20%; o\\.Bench\\.m:avgt = 2%",
    "0, o.Bench = 2%; # the last holds; .* = 20 %",
    "2, o.Bench 20%",
    "2, o.[ = 20%",
    "2, o.Bench = 20"
  })
  void aFileSaysHowSmallAChangeMattersForEachBenchmark(int code, String lines) throws IOException {
    Path file = temp.resolve("tare.properties");
    Files.write(file, List.of(lines.split("; ")));
    assertThat(run("gate", "--taus tare.properties base.json slower.json"))
        .as(terminal.err())
        .isEqualTo(code);
    if (code == 2) {
      assertThat(terminal.err()).contains("tare.properties:1: ");
    }
  }

  @Test
  void theFileOfChangesThatMatterMayBeginAsWindowsHasIt() throws IOException {
    Files.writeString(temp.resolve("tare.properties"), "\uFEFFo.Bench = 20%\r\n");
    assertThat(run("gate", "--taus tare.properties base.json slower.json")).isZero();
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void aBenchmarkThatNeverRanIsMissing() throws IOException {
    String empty = text("o.Bench.m", "avgt", 100, 1, 8);
    empty = empty.replaceAll("\\[\\[.*\\]\\]\\}", "[]}");
    Files.writeString(temp.resolve("empty.json"), empty);
    assertThat(run("gate", "base.json empty.json"))
        .as(terminal.out() + terminal.err())
        .isEqualTo(ExitCode.NOT_COMPARABLE);
    assertThat(terminal.out())
        .contains("empty.json: no fork gave a value, as if it were not there: o.Bench.m:avgt:t1")
        .endsWith("Gate failed (NOT_COMPARABLE): 1 missing.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--tau 0% FILES base.json slower.json",
        "--taus gone FILES base.json slower.json",
        "--allow bogus FILES base.json slower.json",
        "--blocks 3 FILES base.json slower.json",
        "FILES base.json",
        "FILES base.json slower.json same.json",
        "--run --jar none.jar FILES"
      })
  void anEarlierVerdictIsNotLeftWhereTheOptionsAreRefused(String line) throws IOException {
    Files.writeString(temp.resolve("g.xml"), "<old/>");
    Files.writeString(temp.resolve("old.json"), "[]");
    String words = line.replace("FILES", "--junit g.xml --export json=old.json");
    assertThat(run("gate", words)).as(terminal.err()).isEqualTo(2);
    assertThat(temp.resolve("g.xml")).content().contains("errors=\"1\"");
    assertThat(temp.resolve("old.json")).doesNotExist();
  }

  @Test
  void whatIsReadIsLeftAsItIsWhereTheOptionsAreRefused() throws IOException {
    byte[] before = Files.readAllBytes(temp.resolve("base.json"));
    assertThat(run("gate", "--tau 0% --junit base.json b*.json slower.json")).isEqualTo(2);
    assertThat(run("gate", "--export json=base.json b*.json slower.json same.json")).isEqualTo(2);
    assertThat(temp.resolve("base.json")).hasBinaryContent(before);
  }

  @Test
  void badInputIsOneLineWithItsPlaceAndAnErrorInTheReportsInsteadOfTheLastVerdict()
      throws IOException {
    Files.writeString(temp.resolve("g.xml"), "<old/>");
    Files.writeString(temp.resolve("old.json"), "[]");
    String written = "--junit g.xml --markdown g.md --export json=old.json ";
    assertThat(run("gate", written + "base.json cut.json")).isEqualTo(2);
    assertThat(terminal.err()).containsPattern("^tare: .*cut\\.json:\\d+:\\d+: not JSON: .*\\n$");
    assertThat(temp.resolve("g.xml"))
        .content()
        .contains("tests=\"1\" failures=\"0\" errors=\"1\"", "there is a verdict", "not JSON: ")
        .doesNotContain("<old/>");
    assertThat(temp.resolve("g.md")).content().startsWith("### Gate failed: no verdict");
    assertThat(temp.resolve("old.json")).doesNotExist();
  }

  @Test
  void whatIsReadIsNoPlaceForAReportEvenWhereItCannotBeRead() throws IOException {
    byte[] before = Files.readAllBytes(temp.resolve("cut.json"));
    assertThat(run("gate", "--junit cut.json base.json cut.json")).isEqualTo(ExitCode.USAGE);
    assertThat(run("gate", "--markdown cut.json cut.json none.json")).isEqualTo(ExitCode.USAGE);
    assertThat(temp.resolve("cut.json")).hasBinaryContent(before);
  }

  @Test
  void theVerdictIsPrintedWhereThereIsNoRoomForItsFiles() {
    assumeThat(Path.of("/dev/full")).exists();
    assertThat(run("gate", "--junit /dev/full base.json slower.json")).isEqualTo(ExitCode.FAILED);
    assertThat(terminal.out()).endsWith("Gate failed (REGRESSED): 1 worse.\n");
    assertThat(terminal.err())
        .contains("tare: --junit /dev/full: cannot be written (No space left on device)");
  }

  @Test
  void theSameTwiceIsRefusedWhateverItIsCalled() throws IOException {
    Files.copy(temp.resolve("base.json"), temp.resolve("copy.json"));
    for (String sides : List.of("base.json base.json", "base.json copy.json")) {
      terminal.clear();
      assertThat(run("gate", "--junit g.xml " + sides)).isEqualTo(ExitCode.USAGE);
      assertThat(terminal.err()).hasLineCount(1).contains("hold the same results", "--allow-same");
      assertThat(terminal.out()).isEmpty();
      assertThat(temp.resolve("g.xml")).content().contains("<error", "the same results");
      assertThat(run("gate", "--allow-same " + sides)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "two.json turned.json, hold the same results",
    "two.json base.json --allow-missing, have forks in common",
    "base.json two.json, have forks in common",
    "--filter o.Bench two.json mixed.json, have forks in common",
    "s*.json slower.json, both have",
    "q*.json qa.json, both have"
  })
  void whatIsOnBothSidesIsRefused(String words, String why) throws IOException {
    String bench = Files.readString(temp.resolve("base.json")).strip().replaceAll("^.|.$", "");
    String other = Files.readString(temp.resolve("other.json")).strip().replaceAll("^.|.$", "");
    String fresh = text("o.Other.m", "avgt", 1, 5, 8).strip().replaceAll("^.|.$", "");
    Files.writeString(temp.resolve("two.json"), "[" + bench + "," + other + "]");
    Files.writeString(temp.resolve("turned.json"), "[" + other + "," + bench + "]");
    Files.writeString(temp.resolve("mixed.json"), "[" + bench + "," + fresh + "]");
    for (String name : List.of("qa", "qb")) {
      String whole = "{\"results\": [{\"command\": \"x\", \"times\": [%d, 2, 3]}]}";
      Files.writeString(temp.resolve(name + ".json"), whole.formatted(name.charAt(1) - 'a'));
    }
    assertThat(run("gate", words)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).hasLineCount(1).contains(why, "--allow-same");
    assertThat(run("gate", "--filter o.Other two.json mixed.json")).isNotEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "text, worse",
    "csv, o.Bench.m",
    "json, REGRESSED",
    "benchfmt, Unit ns/op",
    "bencher, latency",
    "smaller, o.Bench.m"
  })
  void aGateTellsOtherToolsWhatItHasJudged(String format, String held) {
    assertThat(run("gate", "--export " + format + "=out.md base.json slower.json")).isEqualTo(1);
    assertThat(terminal.out()).contains("Gate failed");
    assertThat(temp.resolve("out.md")).content().contains(held);
  }

  @Test
  void aDiffWritesOtherFormatsBesidesToo() throws IOException {
    assertThat(run("diff", "--export json=d.json --export bencher=b.json base.json slower.json"))
        .isZero();
    assertThat(terminal.out()).contains("worse");
    assertThat(temp.resolve("d.json")).content().contains("REGRESSED");
    assertThat(temp.resolve("b.json")).content().contains("o.Bench.m avgt in candidate");
  }

  @Test
  void aGateWritesItsReportsAlsoWhenItFails() {
    assertThat(run("gate", "--junit g.xml --markdown g.md base.json slower.json")).isEqualTo(1);
    assertThat(temp.resolve("g.xml")).content().contains("<failure type=\"REGRESSED\"");
    assertThat(temp.resolve("g.md")).content().startsWith("### Gate failed (REGRESSED)");
    assertThat(terminal.out()).endsWith("Gate failed (REGRESSED): 1 worse.\n");
  }

  @Test
  void aCandidateOfWhichABenchmarkFailedExitsFiveEvenWhereAnotherRegressed() throws IOException {
    RunFolder run =
        RunFolder.create(
            temp.resolve("run"),
            RunDocument.planned(
                "run",
                Instant.EPOCH,
                1,
                Map.of(),
                Facts.of(Map.of()),
                List.of(ScheduledTrial.planned(0, 1, "bare"))));
    run.save(0, temp.resolve("slower.json"));
    run.done(0, Map.of());
    String sides = "base.json " + temp + "/run:bare";
    assertThat(run("gate", sides)).isEqualTo(1);
    run.done(0, Map.of("o.Other.m", "no space left"));
    assertThat(run("gate", sides)).isEqualTo(5);
    assertThat(terminal.out())
        .contains("block 1: Other.m failed, no space left", "Gate failed (FAILED): ");
  }

  @Test
  void aRunThatFailedInAFileOfAnotherToolFailsItsCandidateOnly() throws IOException {
    String times = "[1.01, 1.02, 1.01, 1.03, 1.02, 1.01]";
    String run = "{\"results\": [{\"command\": \"x\", \"times\": %s, \"exit_codes\": %s}]}";
    Files.writeString(temp.resolve("ran.json"), run.formatted(times, "[0, 0, 0, 0, 0, 0]"));
    Files.writeString(temp.resolve("failed.json"), run.formatted(times, "[0, 0, 3, 0, 0, 0]"));
    assertThat(run("gate", "--junit g.xml ran.json failed.json")).isEqualTo(ExitCode.FAILED);
    assertThat(terminal.out()).contains("failed: x: 1 of 6 runs failed, the first with 3");
    assertThat(temp.resolve("g.xml"))
        .content()
        .contains("errors=\"1\"", "every benchmark runs", "forks 6/5");
    assertThat(run("gate", "failed.json ran.json")).as(terminal.out()).isZero();
    Files.writeString(temp.resolve("none.json"), run.formatted("[1, 1]", "[1, 1]"));
    assertThat(run("gate", "ran.json none.json")).isEqualTo(ExitCode.FAILED);
    assertThat(run("report", "--format text ran.json none.json")).isZero();
    assertThat(terminal.out()).contains("warning: failed: x: 2 of 2 runs failed");
    assertThat(run("report", "-o page.md none.json")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("no results in it; failed: x: 2 of 2 runs failed");
  }

  @Test
  void sidesOfTwoVersionsOfJmhAreWarnedAbout() throws IOException {
    String base = Files.readString(temp.resolve("base.json"));
    Map.of("old.json", "1.21", "new.json", "1.37")
        .forEach(
            (name, version) ->
                VerdictFiles.write(
                    "",
                    temp.resolve(name),
                    base.replace("\"mode\"", "\"jmhVersion\": \"" + version + "\", \"mode\"")));
    assertThat(run("gate", "--markdown g.md old.json new.json")).isZero();
    assertThat(terminal.out()).contains("warning: measured by JMH 1.21 and 1.37: ");
    assertThat(temp.resolve("g.md")).content().contains("warning: measured by JMH 1.21 and 1.37: ");
    assertThat(run("gate", "--allow-same new.json new.json")).isZero();
    assertThat(terminal.out()).containsOnlyOnce("measured by JMH");
  }

  @Test
  void theLastLineNeverSaysPassedOfWhatCouldNotBeJudged() {
    assertThat(run("gate", "base.json wide.json")).isZero();
    assertThat(terminal.out()).endsWith("Gate not failed; 1 could not be judged: 1 cannot tell.\n");
    assertThat(run("gate", "base.json one.json")).isEqualTo(3);
    assertThat(terminal.out()).endsWith("Gate: nothing could be judged: 1 cannot tell.\n");
    assertThat(run("gate", "base.json same.json slower.json")).isEqualTo(2);
    assertThat(terminal.err()).contains("quoted pattern");
  }

  @Test
  void diffWritesWhereItIsToldAndSaysSo() throws IOException {
    run("diff", "base.json slower.json");
    String printed = terminal.out();
    terminal.clear();
    String file = temp.resolve("diff.txt").toString();
    assertThat(terminal.run("diff", path("base.json"), path("slower.json"), "-o", file)).isZero();
    assertThat(terminal.out()).isEqualTo(file + "\n");
    assertThat(Path.of(file)).hasContent(printed);
    terminal.clear();
    for (String none : List.of(path("base.json") + "/x", path("new") + "/x")) {
      terminal.clear();
      assertThat(terminal.run("diff", path("base.json"), path("slower.json"), "-o", none))
          .isEqualTo(ExitCode.FAILED);
      assertThat(terminal.err().lines()).singleElement().asString().contains("cannot be written");
    }
    assertThat(temp.resolve("new")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--junit ", "--markdown ", "--export json="})
  void aGateMakesNoFolderForWhatItWrites(String option) {
    String arguments = option + path("new") + "/x base.json same.json";
    assertThat(run("gate", arguments)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).hasLineCount(1).contains("/new/x: no file that can be written");
    assertThat(temp.resolve("new")).doesNotExist();
    terminal.clear();
    assertThat(run("gate", option + "/dev/null base.json same.json")).as(terminal.err()).isZero();
  }

  @Test
  void aLineOfTausThatMatchesNothingIsSaid() throws IOException {
    Files.writeString(temp.resolve("tare.properties"), "Bnech.m = 5%\no.Bench = 4%\n");
    for (String verb : List.of("diff", "gate", "history")) {
      terminal.clear();
      String sides = "base.json same.json" + (verb.equals("history") ? " three.json" : "");
      assertThat(run(verb, "--taus tare.properties " + sides)).isZero();
      assertThat(terminal.err().lines())
          .contains("tare: --taus: Bnech.m matches nothing here; did you mean Bench.m?")
          .noneMatch(line -> line.contains("o.Bench matches"));
      assertThat(terminal.out()).doesNotContain("Bnech");
    }
  }

  @Test
  void whatIsTakenOutIsNotToldToOtherToolsEither() {
    assertThat(run("diff", "--format benchfmt --filter o.Bench base.json other.json")).isZero();
    assertThat(terminal.out()).contains("Bench.m").doesNotContain("Other.m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"diff", "gate"})
  void eachSideThatIsATableOfJmhIsNamedWithWhatHelps(String verb) throws IOException {
    Files.writeString(
        temp.resolve("console.csv"), "[INFO] Building x\n# JMH version: 1.37\n# VM version: ...\n");
    assertThat(run(verb, "base.json console.csv")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("console.csv", "-rf json");
    terminal.clear();
    assertThat(run(verb, "table.csv console.csv")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.err().split("-rf json", -1)).hasSize(3);
    assertThat(terminal.err()).contains("table.csv: ", "console.csv: ");
  }

  @ParameterizedTest
  @CsvSource({
    "diff, base.json same.json, csv",
    "diff, base.json same.json, json",
    "report, base.json same.json, csv",
    "report, base.json, json",
    "history, base.json same.json slower.json, csv",
    "history, base.json same.json slower.json, json"
  })
  void whatWasMadeOfResultsIsNoResultAndSaysSo(String verb, String sides, String format) {
    assertThat(run(verb, "--format " + format + " " + sides + " -o made.txt")).isZero();
    for (String reader : List.of("report", "diff base.json")) {
      terminal.clear();
      assertThat(run(reader.split(" ")[0], (reader + " made.txt").replaceFirst("\\S+ ", "")))
          .isEqualTo(ExitCode.USAGE);
      assertThat(terminal.err())
          .hasLineCount(1)
          .contains("made.txt: what diff, report or history wrote");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "diff, none.json none.json, none.json",
    "diff, --format html base.json same.json, but was 'html'",
    "diff, --format benchfmt --tau 5% base.json same.json, --tau: no effect on --format benchfmt",
    "gate, --export csv=a --export csv=b base.json same.json, --export: a format once",
    "gate, --export json= base.json same.json, --export json=: no file is named",
    "diff, --export json= base.json same.json, --export json=: no file is named",
    "gate, --junit= base.json same.json, --junit: no file is named",
    "diff, --output= base.json same.json, -o: no file is named",
    "diff, --filter Bnech base.json same.json, did you mean Bench?",
    "history, --allow jdk.major base.json same.json slower.json, Unknown option: '--allow'",
    "history, --repository . base.json same.json slower.json, --repository: no effect",
    "diff, --benchmarks [ base.json same.json, Unknown option: '--benchmarks'",
    "diff, --filter [ base.json same.json, --filter",
    "diff, base.json, two results",
    "history, --format bencher base.json same.json slower.json, but was 'bencher'"
  })
  void whatIsRefusedIsNamedOnce(String verb, String arguments, String named) {
    assertThat(run(verb, arguments)).isEqualTo(ExitCode.USAGE);
    String line = terminal.err().lines().findFirst().orElseThrow();
    assertThat(line).startsWith("tare: ").contains(named);
    assertThat(line.split("none.json: no such", -1)).hasSizeLessThan(3);
    assertThat(terminal.out()).isEmpty();
  }

  private String path(String name) {
    return temp.resolve(name).toString();
  }

  @Test
  void standardInputIsOneSide() throws IOException {
    byte[] text = Files.readAllBytes(temp.resolve("same.json"));
    CommandLine diff = new CommandLine(new DiffCommand(new ByteArrayInputStream(text)));
    assertThat(terminal.run(diff, temp.resolve("base.json").toString(), "-")).isZero();
    assertThat(terminal.out()).contains("B  standard input", "no change");
    assertThat(run("diff", "- -")).isEqualTo(2);
  }

  private int run(String verb, String arguments) {
    return terminal.run((verb + " " + inTemp(arguments)).split(" "));
  }

  private String inTemp(String arguments) {
    return arguments.replaceAll("([a-z]+\\*?\\.(json|xml|md|csv|txt|properties))", temp + "/$1");
  }

  private void write(String name, String mode, double value, int forks, long seed)
      throws IOException {
    Files.writeString(temp.resolve(name), text("o.Bench.m", mode, value, forks, seed));
  }

  private static String text(String benchmark, String mode, double value, int forks, long seed) {
    Random random = new Random(seed);
    StringBuilder raw = new StringBuilder();
    for (int f = 0; f < forks; f++) {
      double fork = value * (1 + .005 * random.nextGaussian());
      raw.append(f == 0 ? "" : ", ").append('[').append(fork).append(", ").append(fork).append(']');
    }
    String unit = mode.equals("thrpt") ? "ops/s" : "ns/op";
    return """
        [{"benchmark": "%s", "mode": "%s", "threads": 1,
          "primaryMetric": {"scoreUnit": "%s", "rawData": [%s]}}]
        """
        .formatted(benchmark, mode, unit, raw);
  }
}
