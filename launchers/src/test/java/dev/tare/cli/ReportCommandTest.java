package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeResults() throws Exception {
    Files.writeString(temp.resolve("a.json"), JMH.formatted("100"));
    Files.writeString(temp.resolve("b.json"), JMH.formatted("120"));
    Files.writeString(temp.resolve("empty.json"), "[]");
    Files.writeString(temp.resolve("cut.json"), JMH.formatted("1").substring(0, 80));
  }

  private int run(String... arguments) {
    CommandLine commands = Tare.commandLine();
    commands.setOut(new PrintWriter(out));
    commands.setErr(new PrintWriter(err));
    return commands.execute(arguments);
  }

  private String file(String name) {
    return temp.resolve(name).toString();
  }

  @Test
  void pageOfAnyJmhFileIsWrittenAndNamed() throws Exception {
    String page = file("new/report.html");
    assertThat(run("report", file("a.json"), "-o", page)).isZero();
    assertThat(out.toString().strip()).isEqualTo(page);
    assertThat(Files.readString(Path.of(page), StandardCharsets.UTF_8))
        .startsWith("<!doctype html>")
        .contains("a.b.Made.up");
  }

  @Test
  void dataGoesToStandardOutputAndComparesWithTheFirst() throws Exception {
    assertThat(run("report", "--format", "json", file("a.json"), file("b.json"))).isZero();
    var report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("places")).hasSize(2);
    assertThat(report.at("/benchmarks/0/sides/1/ratio/value").asDouble()).isGreaterThan(1);
  }

  @Test
  void standardInputIsRead() {
    ReportCommand command =
        new ReportCommand(
            new ByteArrayInputStream(JMH.formatted("100").getBytes(StandardCharsets.UTF_8)));
    CommandLine line = new CommandLine(command).setOut(new PrintWriter(out));
    assertThat(line.execute("--format", "csv", "-")).isZero();
    assertThat(out.toString().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("standard input,a.b.Made.up,,avgt,1,score,ns/op,lower,100.");
  }

  @ParameterizedTest
  @CsvSource({"none.json", "cut.json", "empty.json"})
  void whatCannotBeShownIsOneLineAndExitTwoAndWritesNothing(String name) {
    String page = file("report.html");
    assertThat(run("report", file(name), "-o", page)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains(name);
    assertThat(Path.of(page)).doesNotExist();
  }

  @Test
  void targetThatCannotBeWrittenIsOneLine() {
    assertThat(run("report", file("a.json"), "-o", file("a.json/x.html")))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains("cannot be written");
  }
}
