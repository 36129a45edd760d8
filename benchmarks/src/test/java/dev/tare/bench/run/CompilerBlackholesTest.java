package dev.tare.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.CompilerHints;

class CompilerBlackholesTest {
  @Test
  void jmhKnowsThatHotSpotHasCompilerBlackholes() {
    assumeThat(System.getProperty("java.vm.name")).as("HotSpot").containsPattern("HotSpot|OpenJDK");

    assertThat(CompilerBlackholes.know()).isTrue();

    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    CompilerHints.printHints(new PrintStream(printed, true, StandardCharsets.UTF_8));
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Blackhole mode: compiler (auto");
  }
}
