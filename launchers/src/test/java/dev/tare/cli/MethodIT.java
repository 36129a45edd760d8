package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.stats.Reason;
import dev.tare.stats.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/method.md says of files, words and profiles, held against the program. */
class MethodIT {
  private static final Path ROOT = Path.of(System.getProperty("tare.root"));

  @TempDir Path folder;

  private static String document() throws IOException {
    return Files.readString(ROOT.resolve("docs/method.md"));
  }

  private String java(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", Jar.FILE.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("printed").toFile())
            .start();
    int exit = process.waitFor();
    String printed = Files.readString(folder.resolve("printed"));
    assertThat(exit).as(printed).isZero();
    return printed;
  }

  @Test
  void tenLinesReadARunAndHdrHistogramsProcessorItsLatencies() throws Exception {
    Jar.Ended ended = new Jar(folder).run("quick", "--benchmarks", "kernel.Wake", "--out", "run");
    assertThat(ended.exit()).as(ended.err()).isZero();
    Matcher code = Pattern.compile("(?s)```java\n(.*?)```").matcher(document());
    assertThat(code.find()).isTrue();
    Files.writeString(folder.resolve("Read.java"), code.group(1));

    String read = java("Read.java", "run", "bare");
    assertThat(read.lines().filter("1 bare done"::equals)).hasSize(1);
    assertThat(read.lines().filter(line -> line.matches("\\d bare done")))
        .hasSize(Profile.quick.blocks());
    assertThat(read).contains(System.getProperty("os.version"));
    assertThat(read)
        .containsPattern("Wake\\S*:avgt:t1;fork=4;iteration=0 p99 \\d+ ns")
        .doesNotContain("iteration=1");

    Path logs = folder.resolve("run/bare/latency");
    Path log;
    try (var all = Files.list(logs)) {
      log = all.toList().get(0);
    }
    String processed = java("org.HdrHistogram.HistogramLogProcessor", "-i", log.toString());
    assertThat(processed).containsPattern("#\\[Max     = +\\d+\\.\\d+, Total count    = +[1-9]");
  }

  @Test
  void everyVerdictReasonAndReadingIsExplained() throws IOException {
    String document = document();
    for (Verdict verdict : Verdict.values()) {
      assertThat(document).contains(verdict.name());
    }
    for (Reason reason : Reason.values()) {
      assertThat(document).contains("| " + reason.name() + " |");
    }
    for (Metric metric : Metrics.all()) {
      if (metric.name().matches("(noise|clock)\\..*|cpuTime")) {
        assertThat(document).contains("`" + metric.name() + "`");
      }
    }
  }

  @Test
  void profilesAreThoseOfTheTable() throws IOException {
    for (Profile profile : Profile.values()) {
      String row =
          String.format(
              "| `%s` | %d | %d x %s s | %d x %s s |",
              profile,
              profile.blocks(),
              profile.timing().warmups(),
              seconds(profile.timing().warmupMs()),
              profile.timing().iterations(),
              seconds(profile.timing().iterationMs()));
      assertThat(document()).contains(row);
    }
  }

  private static String seconds(int ms) {
    return ms % 1000 == 0 ? String.valueOf(ms / 1000) : String.valueOf(ms / 1000.0);
  }
}
