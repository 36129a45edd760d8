package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedTrialsTest {
  private static final String JMH =
      """
      [{"benchmark": "b", "mode": "avgt", "threads": 1,
        "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1, 2]]}}]
      """;

  @TempDir Path temp;
  private final StringWriter err = new StringWriter();
  private Path damaged;

  @BeforeEach
  void runWithACutTrial() throws IOException {
    RunFolder run =
        RunFolder.create(
            temp.resolve("run"),
            RunDocument.planned(
                "run",
                Instant.EPOCH,
                1,
                Map.of(),
                Facts.of(Map.of()),
                List.of(
                    ScheduledTrial.planned(0, 1, "bare"), ScheduledTrial.planned(1, 2, "bare"))));
    for (int slot = 0; slot < 2; slot++) {
      run.save(slot, Files.writeString(temp.resolve("jmh.json"), JMH));
      run.done(slot, Map.of());
    }
    damaged = Files.writeString(run.trial(0), JMH.substring(0, 60));
  }

  /** Which plan it had is kept in another way since then. */
  @Test
  void whatAnEarlierVersionBeganIsRefusedAndStaysAsItIs() throws IOException {
    RunFolder run = RunFolder.open(temp.resolve("run"));
    Path document = run.path().resolve("run.json");
    Files.writeString(
        document,
        Files.readString(document)
            .replaceFirst("\"plan\" *: *\\{", "\"plan\": {\"verb\": \"density\""));
    Map<Path, String> before = contents(run.path());
    Terminal terminal = new Terminal();

    int exit = terminal.run("density", "--resume", run.path().toString());

    assertThat(exit).as(terminal.err()).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err())
        .hasLineCount(1)
        .contains("an earlier version of this program began it: begin it anew");
    assertThat(contents(run.path())).isEqualTo(before);
  }

  private static Map<Path, String> contents(Path folder) throws IOException {
    Map<Path, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(file, Files.readString(file));
      }
    }
    return all;
  }

  private void mend(boolean dry) throws IOException {
    RunFolder run = RunFolder.open(temp.resolve("run"));
    DamagedTrials.mend(run, dry, new PrintWriter(err, true));
  }

  private List<ScheduledTrial.Status> statuses() throws IOException {
    return RunFolder.open(temp.resolve("run")).document().schedule().stream()
        .map(ScheduledTrial::status)
        .toList();
  }

  @Test
  void damagedTrialIsMadeAgain() throws IOException {
    mend(false);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("tare: " + damaged)
        .endsWith("this trial will be made again");
    assertThat(statuses())
        .containsExactly(ScheduledTrial.Status.PLANNED, ScheduledTrial.Status.DONE);
    assertThat(damaged).doesNotExist();
  }

  @Test
  void dryRunSaysItAndTouchesNothing() throws IOException {
    mend(true);
    assertThat(err.toString()).contains(damaged.toString());
    assertThat(statuses()).containsOnly(ScheduledTrial.Status.DONE);
    assertThat(damaged).exists();
  }
}
