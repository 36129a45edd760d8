package dev.tare.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data file of the disk benchmarks: shared by the forks of a run, gone after it. */
class DataFileLifeTest {
  @TempDir Path folder;

  @BeforeEach
  void nameTheFolder() {
    System.setProperty("tare.data", folder.toString());
    System.setProperty("jmh.ignoreLock", "true");
  }

  @AfterEach
  void forgetTheFolder() {
    System.clearProperty("tare.data");
  }

  @Test
  void theFileAndAKilledRunsLeftoverAreGoneAfterTheRun() throws IOException {
    Files.writeString(folder.resolve("tare-data-0-123.bin"), "begun and killed");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    String[] args = {
      "^dev.tare.bench.disk.RandomFile.access$",
      "-p",
      "size=1m",
      "-p",
      "direct=false",
      "-f",
      "2",
      "-wi",
      "0",
      "-i",
      "1",
      "-r",
      "50ms",
      "-jvmArgsAppend",
      "-Dtare.data=" + folder
    };
    assertThat(new JmhCommand(out, out).run(args)).isEqualTo(JmhCommand.DONE);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("# Fork: 2 of 2");
    assertThat(folder).isEmptyDirectory();
  }
}
