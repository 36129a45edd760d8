package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryCommandTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int RUNS = 24;
  private static final int SLOWER_FROM = 15;

  @TempDir Path temp;

  private final Terminal terminal = new Terminal();

  private int history(String... words) {
    return terminal.verb("history", words);
  }

  /** One run: a benchmark that became a tenth slower, and one that stayed as it was. */
  private void write(String name, int run) throws IOException {
    Random random = new Random(run);
    String text =
        "["
            + record("o.Steady.m", 50, random)
            + ","
            + record("o.Slower.m", run < SLOWER_FROM ? 100 : 110, random)
            + "]";
    Path file = Files.writeString(temp.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(FIRST.plusSeconds(86_400L * run)));
  }

  private static String record(String benchmark, double score, Random random) {
    List<String> forks = new ArrayList<>();
    double day = 1 + .01 * random.nextGaussian();
    for (int fork = 0; fork < 3; fork++) {
      double value = score * day * (1 + .005 * random.nextGaussian());
      forks.add(String.format(Locale.ROOT, "[%.3f]", value));
    }
    return String.format(
        Locale.ROOT,
        "{\"benchmark\": \"%s\", \"mode\": \"avgt\", \"threads\": 1, \"forks\": 3,"
            + " \"primaryMetric\": {\"score\": %.1f, \"scoreUnit\": \"ns/op\", \"rawData\": %s}}",
        benchmark,
        score,
        forks);
  }

  private void writeRuns() throws IOException {
    for (int run = 0; run < RUNS; run++) {
      // In another order by name than by date.
      write(String.format("%02d.json", (run * 7) % RUNS), run);
    }
  }

  @Test
  void theShiftIsNamedWithItsRunAndItsRatio() throws IOException {
    writeRuns();
    assertThat(history(temp.toString())).isZero();
    String first = String.format("%02d.json", SLOWER_FROM * 7 % RUNS);
    assertThat(terminal.out())
        .containsPattern("Slower\\.m +" + first + " +worse +1\\.(09|10)\\d \\[")
        .endsWith("1 of 2 benchmarks over 24 runs shifted.\n");
    assertThat(terminal.err()).contains("do not say when").hasLineCount(1);
  }

  @Test
  void aFolderWithoutAnyRunIsNamed() throws IOException {
    writeRuns();
    Path empty = Files.createDirectory(temp.resolve("empty"));
    assertThat(history(temp.toString(), empty.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains(empty + ": a folder with neither runs nor results");
  }

  @Test
  void byNameTheSameRunsAreInDisorderAndNothingShifts() throws IOException {
    writeRuns();
    assertThat(history("--by", "name", temp.toString())).isZero();
    assertThat(terminal.out())
        .contains("No shift that matters in any of 2 benchmarks")
        .doesNotContain("What shifted");
  }

  @Test
  void whatIsSmallerThanMattersIsCountedOnly() throws IOException {
    writeRuns();
    assertThat(history("--tau", "20%", temp.toString())).isZero();
    assertThat(terminal.out())
        .contains("1 shift is smaller than what matters", "No shift that matters");
  }

  @ParameterizedTest
  @CsvSource({
    "csv, 'benchmark,environment,metric,unit,run,forks,score,low,high,shift'",
    "md, # Since when",
    "json, {",
    "html, <!doctype html>"
  })
  void everyFormatNamesTheRun(String format, String start) throws IOException {
    writeRuns();
    Path file = temp.resolve("out." + format + ".txt");
    assertThat(history(temp.toString(), "--format", format, "-o", file.toString())).isZero();
    assertThat(file).content().startsWith(start).contains("09.json");
  }

  @Test
  void aPatternIsAllThatItMatchesAndWhatIsNamedTwiceIsOneRun() throws IOException {
    writeRuns();
    assertThat(history(temp + "/*.json", temp.toString(), file("00.json"))).isZero();
    assertThat(terminal.out()).endsWith("1 of 2 benchmarks over 24 runs shifted.\n");
    terminal.clear();
    assertThat(history(file("00.json"), file("00.json"), file("00.json"))).isEqualTo(2);
    assertThat(terminal.err()).contains("there are 1");
    terminal.clear();
    assertThat(history(temp + "/*.jsn")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("*.jsn: matches no file");
  }

  @Test
  void aRunIsOneByALinkTooAndGoesByItsOwnName() throws IOException {
    writeRuns();
    Files.createSymbolicLink(temp.resolve("00-latest.json"), temp.resolve("05.json"));
    assertThat(history(temp.toString())).isZero();
    assertThat(terminal.out())
        .contains(" 05.json\n")
        .doesNotContain("latest")
        .endsWith("1 of 2 benchmarks over 24 runs shifted.\n");
    terminal.clear();
    assertThat(history(file("00-latest.json"), file("05.json"), file("06.json"))).isEqualTo(2);
    assertThat(terminal.err()).contains("there are 2");
  }

  @Test
  void aRunThatMeasuredNothingIsNamedAndLeftOut() throws IOException {
    writeRuns();
    Files.writeString(
        temp.resolve("failed.json"),
        "{\"results\": [{\"command\": \"sleep 1\", \"times\": [1.0], \"exit_codes\": [1]}]}");
    assertThat(history(temp.toString(), "--format", "csv")).isZero();
    assertThat(terminal.err())
        .contains("left out: " + file("failed.json") + ": measured nothing: failed: sleep 1: 1 of");
    assertThat(terminal.out()).doesNotContain("failed.json");
  }

  @Test
  void whereThereAreOnlyLinesWhatIsLeftOutIsSaidBesideThem() throws IOException {
    writeRuns();
    Files.writeString(
        temp.resolve("nan.json"), "[" + record("o.Steady.m", Double.NaN, new Random(1)) + "]");
    assertThat(history(temp.toString(), "--format", "csv")).isZero();
    assertThat(terminal.err()).contains("m: left out where a fork is no number above 0: nan.json");
  }

  @Test
  void theNameOfTheFileSaysTheFormat() throws IOException {
    writeRuns();
    for (String name : List.of("h.html", "h.txt", "h.none")) {
      assertThat(history(temp.toString(), "-o", file(name))).isZero();
    }
    assertThat(temp.resolve("h.html")).content().startsWith("<!doctype html>");
    assertThat(temp.resolve("h.txt"))
        .content()
        .contains("What shifted")
        .doesNotContain("<!doctype");
    assertThat(temp.resolve("h.none")).hasSameTextualContentAs(temp.resolve("h.txt"));
  }

  @Test
  void byRevisionRunsAreInTheOrderOfTheCommitsAndNamedByThem() throws Exception {
    assumeThat(ThisHost.answers("git", "--version")).as("git is not installed").isTrue();
    Path repository = Files.createDirectory(temp.resolve("repository"));
    for (int run = 0; run < RUNS; run++) {
      git(repository, "commit", "--quiet", "--allow-empty", "-m", "change " + run);
      write("bench-" + git(repository, "rev-parse", "--short", "HEAD").strip() + ".json", run);
    }
    Files.list(temp).filter(Files::isRegularFile).forEach(HistoryCommandTest::written);

    assertThat(history("--by", "revision", "--repository", repository.toString(), temp.toString()))
        .isZero();
    assertThat(terminal.out()).containsPattern("Slower\\.m +\\p{XDigit}{9} change 15 +worse ");

    write("unknown.json", 1);
    assertThat(history("--by", "revision", "--repository", repository.toString(), temp.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--by revision: unknown.json: no hash of a commit");
  }

  private static void written(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(FIRST));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String git(Path repository, String... words) throws Exception {
    if (!Files.exists(repository.resolve(".git"))) {
      ThisHost.said("git", "init", "--quiet", repository.toString());
    }
    List<String> all =
        new ArrayList<>(
            List.of("git", "-C", repository.toString(), "-c", "user.name=a", "-c", "user.email=b"));
    all.addAll(List.of(words));
    return ThisHost.said(all.toArray(String[]::new));
  }

  @Test
  void tooFewRunsAndOneThatCannotBeReadAreALine() throws IOException {
    write("a.json", 1);
    write("b.json", 2);
    assertThat(history(temp.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("three runs or more, and there are 2");
    write("c.json", 3);
    Files.writeString(temp.resolve("c.json"), "[{");
    String[] three = {file("a.json"), file("b.json"), file("c.json")};
    assertThat(history(three)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("c.json:1:");
    terminal.clear();
    assertThat(history(temp + "/a.jsn")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("no such file", "did you mean " + file("a.json"));
  }

  private String file(String name) {
    return temp.resolve(name).toString();
  }

  @Test
  void whatIsNoResultInAFolderIsNamedAndLeftOut() throws IOException {
    writeRuns();
    Files.writeString(temp.resolve("package.json"), "{\"name\": \"x\"}");
    assertThat(history(temp.toString(), "--format", "json", "-o", file("of-last-week.json")))
        .isZero();
    terminal.clear();
    assertThat(history(temp.toString())).isZero();
    assertThat(terminal.out()).endsWith("1 of 2 benchmarks over 24 runs shifted.\n");
    assertThat(terminal.err().lines().filter(line -> line.startsWith("tare: left out: ")))
        .hasSize(2)
        .anyMatch(line -> line.contains("package.json"))
        .anyMatch(line -> line.contains("of-last-week.json: what diff, report or history wrote"));
  }
}
