package dev.tare.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.bench.capture.CaptureProfiler;
import dev.tare.probe.ProbeException;
import dev.tare.result.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A program of the user's as a benchmark. */
class CommandTest {
  private static final double MB = 1 << 20;

  @TempDir Path folder;

  @BeforeEach
  void letOtherRunsBe() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  private static double secondary(RunResult result, String name) {
    return result.getSecondaryResults().get(name).getScore();
  }

  @Test
  void itIsRunOnceAnOperationAndTellsItsTimeItsCpuTimeAndItsPeakOfMemory() throws Exception {
    Path runs = folder.resolve("runs");
    String command =
        "sh -c 'echo run >> " + runs + "; head -c 30m /dev/zero | tail -c 30m | wc -c; sleep 0.1'";
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include("^" + Command.class.getName().replace(".", "\\.") + "\\.")
                    .param("command", command)
                    .forks(1)
                    .warmupIterations(0)
                    .measurementIterations(2)
                    .measurementTime(TimeValue.milliseconds(1))
                    .addProfiler(CaptureProfiler.class)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .runSingle();
    assertThat(Files.readAllLines(runs)).hasSize(2);
    assertThat(result.getPrimaryResult().getScore()).as("ms").isGreaterThanOrEqualTo(100);
    double cpu = secondary(result, Metrics.CPU_TIME.name());
    assertThat(cpu).isPositive().isLessThan(result.getPrimaryResult().getScore() * 1e6);
    assertThat(
            secondary(result, Metrics.USER_TIME.name())
                + secondary(result, Metrics.SYSTEM_TIME.name()))
        .isBetween(0.99 * cpu, 1.01 * cpu);
    assertThat(secondary(result, Metrics.PEAK_MEMORY.name())).isBetween(30 * MB, 60 * MB);
  }

  @Test
  void whatAFailingProgramPrintedIsPrinted() throws Exception {
    Command benchmark = new Command();
    benchmark.timeout = 60;
    benchmark.command = "sh -c 'echo first; echo last; exit 3'";
    benchmark.openCommand();
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThatThrownBy(benchmark::execute).hasMessageEndingWith("ended with 3: last");
    } finally {
      System.setOut(before);
      benchmark.closeCommand();
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("first\nlast\n");
  }

  @Test
  void aProgramThatIsMissingIsOneLine() {
    Command benchmark = new Command();
    benchmark.command = "no-such-program --version";
    assertThatThrownBy(benchmark::openCommand)
        .isInstanceOf(ProbeException.class)
        .hasMessage("no-such-program: no such program here");
  }
}
