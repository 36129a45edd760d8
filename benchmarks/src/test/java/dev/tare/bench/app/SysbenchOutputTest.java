package dev.tare.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SysbenchOutputTest {
  private static String printed() throws IOException {
    try (InputStream in = SysbenchOutputTest.class.getResourceAsStream("sysbench-oltp.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void itsRateAndEveryTransactionsLatencyAreRead() throws IOException {
    SysbenchOutput output = SysbenchOutput.of(printed());
    assertThat(output.transactions()).isEqualTo(400);
    assertThat(output.perSecond()).isEqualTo(1040.19);
    assertThat(output.latencies().get(0)).isEqualTo(new SysbenchOutput.Bin(1_250_000, 2));
    assertThat(output.latencies()).last().isEqualTo(new SysbenchOutput.Bin(68_053_000, 1));
    double meanMs =
        output.latencies().stream().mapToDouble(bin -> bin.ns() * bin.count()).sum() / 400 / 1e6;
    assertThat(meanMs).as("its own mean is 3.74").isBetween(3.70, 3.78);
  }

  @Test
  void whatIsNotWholeIsRefused() throws IOException {
    String printed = printed();
    assertThatThrownBy(() -> SysbenchOutput.of("FATAL: unable to connect"))
        .hasMessage("sysbench printed no line that begins with transactions:");
    assertThat(SysbenchOutput.of(printed.replace("|***  ", "|     ")))
        .as("too few for a star")
        .isEqualTo(SysbenchOutput.of(printed));
    assertThatThrownBy(() -> SysbenchOutput.of(printed.replace(" |******      ", "")))
        .hasMessageEndingWith(" of 400 transactions");
  }
}
