package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which benchmark gave nothing, whatever its parameters hold. */
class JmhOutputTest {
  private final JmhOutput output =
      new JmhOutput(new TrialPipe(new PrintWriter(Writer.nullWriter())));

  private void begun(String parameters) {
    output.line("# Benchmark: o.B.m");
    output.line("# Parameters: (" + parameters + ")");
  }

  @Test
  void aValueMayHaveACommaAndAnEqualsSign() {
    begun("z = 1, p = c, d=1");
    assertThat(output.failures(Set.of()).keySet()).containsExactly("o.B.m(p=c, d=1, z=1)");
    assertThat(output.failures(Set.of("o.B.m(p=c, d=1, z=1):avgt:t1"))).isEmpty();
  }

  @Test
  void whatOldVersionsOfJmhChangeInAValueIsNoFailure() {
    begun("p = c, d;<e>");
    assertThat(output.failures(Set.of("o.B.m(p=c,d,[e]):avgt:t1"))).isEmpty();
    assertThat(output.failures(Set.of("o.B.m(p=c,d,[f]):avgt:t1"))).hasSize(1);
  }
}
