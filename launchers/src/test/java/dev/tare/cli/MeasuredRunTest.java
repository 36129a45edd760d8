package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

class MeasuredRunTest {
  private static final String JMH =
      """
      [{"benchmark": "b", "mode": "avgt", "threads": 1,
        "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1, 2]]}}]
      """;

  @TempDir Path temp;
  private final StringWriter err = new StringWriter();

  static final class WithoutResume implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec verb) {
      return RunOptions.without(verb, "--resume");
    }
  }

  /** Has the options of a verb whose runs are not gone on with. */
  @Command(name = "quick", modelTransformer = WithoutResume.class)
  static final class Verb implements Runnable {
    @Mixin private RunOptions place;

    @Override
    public void run() {}
  }

  private Path out() {
    return temp.resolve("r");
  }

  private MeasuredRun begun() throws IOException {
    Verb verb = new Verb();
    new CommandLine(verb).parseArgs("--out", out().toString());
    PrintWriter lines = new PrintWriter(err);
    return new MeasuredRun("quick", verb.place, MeasuredRun.Machine.OTHERS, lines, lines);
  }

  private static RunFolder folder(MeasuredRun run) throws IOException {
    return run.folder(
            Map.of("verb", "quick"),
            UnaryOperator.identity(),
            List.of(ScheduledTrial.planned(0, 1, "bare")))
        .orElseThrow();
  }

  @Test
  void runWithoutATemporaryFolderIsRefusedBeforeAnythingIsMade() {
    String usual = System.setProperty("java.io.tmpdir", temp.resolve("none").toString());
    try {
      assertThatThrownBy(this::begun)
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith("the temporary folder " + temp.resolve("none") + " cannot");
    } finally {
      System.setProperty("java.io.tmpdir", usual);
    }
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void interruptionBeforeTheRunHasAFolderIsSaidOnceAndLeavesNone() throws IOException {
    try (MeasuredRun run = begun()) {
      Files.createDirectory(out());
      run.sayInterrupted();
      run.sayInterrupted();
    }
    assertThat(err).hasToString("tare: interrupted; nothing has been measured\n");
    assertThat(out()).doesNotExist();
  }

  @Test
  void folderOfTheUserStays() throws IOException {
    Files.createDirectory(out());
    try (MeasuredRun run = begun()) {
      run.sayInterrupted();
    }
    assertThat(out()).isEmptyDirectory();
  }

  @Test
  void nothingIsSaidToBeFinishedWhereNothingIs() throws IOException {
    try (MeasuredRun run = begun()) {
      folder(run);
      run.sayInterrupted();
    }
    assertThat(err).hasToString("tare: interrupted; nothing has been measured\n");
    assertThat(out()).isNotEmptyDirectory();
  }

  @Test
  void whatIsFinishedIsNamed() throws IOException {
    try (MeasuredRun run = begun()) {
      folder(run).save(0, Files.writeString(temp.resolve("jmh.json"), JMH));
      run.sayInterrupted();
    }
    assertThat(err).hasToString("tare: interrupted; what was finished is in " + out() + "\n");
  }

  @Test
  void runThatHasEndedByItselfWasNotInterrupted() throws IOException {
    MeasuredRun run = begun();
    run.close();
    run.sayInterrupted();
    assertThat(err.toString()).isEmpty();
  }
}
