package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ReportCommandTest {
  private static final String JMH =
      """
      [ { "benchmark": "a.b.Made.up", "mode": "avgt", "threads": 1, "forks": 3, "params": {},
          "primaryMetric": { "score": %1$s, "scoreUnit": "ns/op",
            "rawData": [ [ %1$s, 101 ], [ 99, %1$s ], [ 100, 100.5 ] ] },
          "secondaryMetrics": {} } ]
      """;

  @TempDir Path temp;

  private final Terminal terminal = new Terminal();

  @BeforeEach
  void writeResults() throws Exception {
    Files.writeString(temp.resolve("a.json"), JMH.formatted("100"));
    Files.writeString(temp.resolve("b.json"), JMH.formatted("120"));
    Files.writeString(temp.resolve("empty.json"), "[]");
    Files.writeString(temp.resolve("cut.json"), JMH.formatted("1").substring(0, 80));
  }

  private String file(String name) {
    return temp.resolve(name).toString();
  }

  @Test
  void pageOfAnyJmhFileIsWrittenAndNamed() throws Exception {
    String page = file("new.html");
    assertThat(terminal.run("report", file("a.json"), "-o", page)).isZero();
    assertThat(terminal.out().strip()).isEqualTo(page);
    assertThat(Files.readString(Path.of(page), StandardCharsets.UTF_8))
        .startsWith("<!doctype html>")
        .contains("a.b.Made.up");
  }

  @ParameterizedTest
  @CsvSource({
    "benchfmt, environment: baseline",
    "openmetrics, 'tare_value{benchmark=\"a.b.Made.up\"'",
    "bencher, 'latency'",
    "smaller, 'a.b.Made.up avgt in candidate'",
    "bigger, '[ ]'"
  })
  void otherToolsHaveTheirFormatsOfReportAndOfDiff(String format, String part) {
    assertThat(terminal.run("report", "--format", format, file("a.json"), file("b.json"))).isZero();
    String report = terminal.out();
    assertThat(report).contains(part);
    Terminal other = new Terminal();
    assertThat(other.run("diff", "--format", format, file("a.json"), file("b.json"))).isZero();
    assertThat(other.out()).isEqualTo(report);
  }

  @Test
  void dataGoesToStandardOutputAndComparesWithTheFirst() throws Exception {
    assertThat(terminal.run("report", "--format", "json", file("a.json"), file("b.json"))).isZero();
    var report = new ObjectMapper().readTree(terminal.out());
    assertThat(report.path("places")).hasSize(2);
    assertThat(report.at("/benchmarks/0/sides/1/ratio/value").asDouble()).isGreaterThan(1);
  }

  @Test
  void standardInputIsRead() {
    ReportCommand command =
        new ReportCommand(
            new ByteArrayInputStream(JMH.formatted("100").getBytes(StandardCharsets.UTF_8)));
    assertThat(terminal.run(new CommandLine(command), "--format", "csv", "-")).isZero();
    assertThat(terminal.out().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("standard input,a.b.Made.up,,avgt,1,score,ns/op,lower,100.");
  }

  @ParameterizedTest
  @CsvSource({"none.json", "cut.json", "empty.json"})
  void whatCannotBeShownIsOneLineAndExitTwoAndWritesNothing(String name) {
    String page = file("report.html");
    assertThat(terminal.run("report", file(name), "-o", page)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines()).hasSize(1).first().asString().contains(name);
    assertThat(Path.of(page)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report --format text RUN",
        "diff RUN:bare RUN",
        "history RUN HERE/a.json HERE/b.json --by name"
      })
  void whatARunLacksIsSaidWithItsFileByAllThatReadItAndTheRestIsShown(String line)
      throws Exception {
    Path run = damagedRun();
    assertThat(terminal.run(line.replace("RUN", "" + run).replace("HERE", "" + temp).split(" ")))
        .isZero();
    Path bare = run.resolve("bare");
    assertThat(terminal.err().lines())
        .anySatisfy(one -> assertThat(one).startsWith("tare: " + bare.resolve("facts.json")))
        .anySatisfy(one -> assertThat(one).contains(bare + "/trials/001.json", "not JSON"))
        .anySatisfy(
            one -> assertThat(one).endsWith("trials/000.hlog:1: not a histogram: it is cut short"))
        .anySatisfy(one -> assertThat(one).contains(bare + "/latency.hlog:", "not a histogram"))
        .hasSize(4);
    assertThat(terminal.out()).isNotEmpty();
  }

  @Test
  void whatManyRunsLackIsOneLineThatCountsThem() throws Exception {
    Path nodes = Files.createDirectory(temp.resolve("nodes"));
    for (String node : List.of("n0", "n1", "n2")) {
      damagedRun(nodes.resolve(node));
    }
    assertThat(terminal.run("fleet", nodes.toString())).isZero();
    assertThat(terminal.err().lines().filter(line -> line.contains("n0/bare/")))
        .hasSize(2)
        .allMatch(line -> line.endsWith(" (and in 2 more)"));
    assertThat(terminal.err()).doesNotContain("n1/bare/");
  }

  @Test
  void whatARunLacksIsAWarningOfItsReport() throws Exception {
    Path run = damagedRun();
    assertThat(terminal.run("report", "--format", "text", run.toString())).isZero();
    assertThat(terminal.out())
        .contains("bare/trials/001.json", "bare/trials/000.hlog")
        .doesNotContain(run.toString());
    Files.writeString(run.resolve("bare/jmh.json"), "[{");
    terminal.clear();
    assertThat(terminal.run("report", run.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("jmh.json:1:3: not JSON");
  }

  @Test
  void whatSaysWhatARunIsIsNoResultAndLeadsToItsFolder() throws Exception {
    Path run = damagedRun();
    assertThat(terminal.run("report", run.resolve("run.json").toString())).isEqualTo(2);
    assertThat(terminal.err()).hasLineCount(1).contains("run.json: a part of a run: name the run");
  }

  @Test
  void nothingIsWrittenOverWhatAPatternMatches() {
    assertThat(terminal.run("report", file("?.json"), "-o", file("b.json"))).isEqualTo(2);
    assertThat(terminal.err()).contains("b.json: is read or written already");
  }

  @Test
  void nothingOfARunIsWrittenOver() throws Exception {
    String run = damagedRun().toString();
    for (String own : List.of("/run.json", "/bare/jmh.json")) {
      terminal.clear();
      assertThat(terminal.run("report", "--format", "csv", run, "-o", run + own)).isEqualTo(2);
      assertThat(terminal.err()).contains(own + ": is read or written already");
    }
    assertThat(terminal.run("report", run, "-o", run + "/page.html")).isZero();
    assertThat(terminal.run("report", run, "-o", run + "/page.html")).isZero();
  }

  /** Two trials, the second cut; no facts; a log of latencies with something else at its end. */
  private Path damagedRun() throws Exception {
    return damagedRun(temp.resolve("run"));
  }

  private Path damagedRun(Path path) throws Exception {
    List<ScheduledTrial> schedule =
        List.of(ScheduledTrial.planned(0, 1, "bare"), ScheduledTrial.planned(1, 2, "bare"));
    RunFolder run =
        RunFolder.create(
            path,
            RunDocument.planned("run", Instant.EPOCH, 1, Map.of(), Facts.of(Map.of()), schedule));
    for (int slot = 0; slot < 2; slot++) {
      run.save(slot, temp.resolve("a.json"));
      run.done(slot, Map.of());
    }
    run.finish(Instant.EPOCH);
    Files.writeString(run.trial(1), JMH.substring(0, 40));
    Files.writeString(path.resolve("bare/latency.hlog"), "#[made up]\ngarbage");
    Files.writeString(run.trialLatencies(0), "Tag=b;fork=0;iteration=0,1,2,3,HISTFAAA\n");
    return path;
  }

  @Test
  void targetThatCannotBeWrittenIsOneLine() {
    assertThat(terminal.run("report", file("a.json"), "-o", file("a.json/x.html")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(terminal.err().lines()).hasSize(1).first().asString().contains("cannot be written");
  }
}
