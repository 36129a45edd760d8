package dev.tare.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class SavedRunTest {
  @TempDir Path temp;

  @Test
  void interruptedBenchmarkIsNotDoneAndLeavesNoEmptyResult() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
    List<Finished> told = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void ended(Finished benchmark) {
            told.add(benchmark);
          }
        };
    Path file = temp.resolve("jmh.json");
    SavedRun run =
        new SavedRun(
            new OptionsBuilder().build(),
            OutputFormatFactory.createFormatInstance(err, VerboseMode.SILENT),
            file,
            ResultFormatType.JSON,
            listener,
            err);
    run.interrupted();
    run.new Saving().ended(new Finished(null, List.of(), "interrupted"));
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines("tare: interrupted; nothing has been measured");
    assertThat(told).isEmpty();
    assertThat(file).doesNotExist();
  }
}
