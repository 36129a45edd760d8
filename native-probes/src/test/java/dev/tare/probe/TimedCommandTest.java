package dev.tare.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands took, told by the process that runs them. */
class TimedCommandTest {
  private static final long MB = 1 << 20;

  @TempDir Path folder;

  private TimedCommand.Usage run(String... command) throws Exception {
    Path usage = folder.resolve("usage");
    List<String> words = TimedCommand.open().words(usage, List.of(command));
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    return TimedCommand.read(usage);
  }

  @Test
  void wallTimeIsNotCpuTimeAndTheMemoryIsTheCommandsOwn() throws Exception {
    TimedCommand.Usage sleep = run("/bin/sleep", "0.1");
    assertThat(sleep.exit()).isZero();
    assertThat(sleep.errno()).isZero();
    assertThat(sleep.wallNs()).isGreaterThanOrEqualTo(100_000_000);
    assertThat(sleep.cpuNs()).isLessThan(sleep.wallNs());
    assertThat(sleep.mostBytes()).as("not that of this JVM").isBetween(1L, 10 * MB);
    TimedCommand.Usage large =
        run("/bin/sh", "-c", "head -c 40m /dev/zero | tail -c 40m > /dev/null");
    assertThat(large.mostBytes()).isGreaterThan(40 * MB);
  }

  @Test
  void exitCodesSignalsAndProgramsThatAreNoneAreTold() throws Exception {
    assertThat(run("/bin/sh", "-c", "exit 3").exit()).isEqualTo(3);
    assertThat(run("/bin/sh", "-c", "kill -9 $$").exit()).isEqualTo(128 + 9);
    assertThat(run("/no/such/program").errno()).isEqualTo(2);
  }
}
