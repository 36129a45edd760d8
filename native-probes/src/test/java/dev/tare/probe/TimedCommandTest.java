package dev.tare.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands took, told by the process that runs them. */
class TimedCommandTest {
  private static final long MB = 1 << 20;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static TimedCommand command(
      Map<String, String> variables, Duration limit, String... words) {
    return TimedCommand.open(
        new TimedCommand.Asked("this", List.of(words), variables, limit, "--time-limit"));
  }

  private static TimedCommand.Usage run(String... words) {
    try (TimedCommand timed = command(Map.of(), MINUTE, words)) {
      return timed.run(true);
    }
  }

  @Test
  void wallTimeIsNotCpuTimeAndTheMemoryIsTheCommandsOwn() {
    TimedCommand.Usage sleep = run("sleep", "0.1");
    assertThat(sleep.exit()).isZero();
    assertThat(sleep.wallNs()).isGreaterThanOrEqualTo(100_000_000);
    assertThat(sleep.cpuNs()).isLessThan(sleep.wallNs());
    assertThat(sleep.mostBytes()).as("not that of this JVM").isBetween(1L, 10 * MB);
    TimedCommand.Usage large =
        run("/bin/sh", "-c", "head -c 40m /dev/zero | tail -c 40m > /dev/null");
    assertThat(large.mostBytes()).isGreaterThan(40 * MB);
    assertThat(large.systemNs()).isPositive();
  }

  @Test
  void wordsAndVariablesReachItAsTheyAreAndWhatItPrintsIsKept() throws Exception {
    String[] words = {"/bin/sh", "-c", "echo \"$1,$2\n$A$HOME\"", "sh", "\33", "o\nne ä"};
    try (TimedCommand timed = command(Map.of("A", "b", "HOME", "/c"), MINUTE, words)) {
      timed.run(false);
      timed.run(false);
      assertThat(timed.output()).isEqualTo("?,o\nne ä\nb/c\n");
    }
  }

  @Test
  void exitCodesAndSignalsAreTold() {
    assertThat(run("/bin/sh", "-c", "exit 3").exit()).isEqualTo(3);
    assertThat(run("/bin/sh", "-c", "kill -9 $$").exit()).isEqualTo(128 + 9);
    assertRefused("this ended with 3: why", MINUTE, "/bin/sh", "-c", "echo why; echo; exit 3");
  }

  @Test
  void whatIsNoProgramOrTakesTooLongIsOneLine() {
    assertRefused("no-such-program: no such program here", MINUTE, "no-such-program");
    assertRefused("this: it cannot be executed (it may not be executed)", MINUTE, "/tmp");
    assertRefused(
        "this: ended after 1 s; --time-limit gives it more", Duration.ofSeconds(1), "sleep", "99");
  }

  @Test
  void aFileThatIsNoProgramIsToldInWords(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no program");
    assertUnfit(file + ": it may not be executed; chmod +x allows it", file);
    assertUnfit(folder + ": no program, but a folder or a device", folder);
    assertUnfit(folder + "/none: no such program here", folder.resolve("none"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    TimedCommand.check(file.toString());
    assertRefused(
        "this: it cannot be executed (neither a program of this machine nor a script that begins"
            + " with #!)",
        MINUTE,
        file.toString());
    Files.writeString(file, "#!/no/such/shell\n");
    assertRefused(
        "this: it cannot be executed (it, or what its first line says that runs it, is not there)",
        MINUTE,
        file.toString());
  }

  private static void assertUnfit(String line, Path file) {
    assertThatThrownBy(() -> TimedCommand.check(file.toString()))
        .isInstanceOf(ProbeException.class)
        .hasMessage(line);
  }

  private static void assertRefused(String line, Duration limit, String... words) {
    assertThatThrownBy(
            () -> {
              try (TimedCommand timed = command(Map.of(), limit, words)) {
                timed.run(false);
              }
            })
        .isInstanceOf(ProbeException.class)
        .hasMessage(line);
  }
}
