package dev.tare.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.CompilerHints;
import org.openjdk.jmh.runner.RunnerException;

class CompilerBlackholesTest {
  @Test
  void jmhKnowsThatHotSpotHasCompilerBlackholes() throws RunnerException {
    assumeThat(System.getProperty("java.vm.name")).as("HotSpot").containsPattern("HotSpot|OpenJDK");

    assertThat(CompilerBlackholes.know()).isTrue();

    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    CompilerHints.printHints(new PrintStream(printed, true, StandardCharsets.UTF_8));
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Blackhole mode: compiler (auto");
  }

  @Test
  void aModeThatIsNoneOfJmhsIsRefusedWithThoseItHas() throws RunnerException {
    CompilerBlackholes.check("FULL");

    assertThatThrownBy(() -> CompilerBlackholes.check("bogus"))
        .isInstanceOf(RunnerException.class)
        .hasMessage(
            "-Djmh.blackhole.mode=bogus: JMH has no such mode; it has COMPILER,"
                + " FULL_DONTINLINE, FULL");
  }
}
