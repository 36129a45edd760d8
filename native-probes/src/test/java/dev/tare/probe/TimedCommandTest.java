package dev.tare.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    assertRefused("this: it cannot be executed (errno 13)", MINUTE, "/tmp");
    assertRefused(
        "this: ended after 1 s; --time-limit gives it more", Duration.ofSeconds(1), "sleep", "99");
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
