package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.compare.Pace;
import dev.tare.result.Run;
import dev.tare.result.io.Sides;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What it is advised to add is something that the command takes. */
class AdviceTest {
  private static final String JMH =
      """
      [{"benchmark": "o.B.m", "mode": "avgt", "threads": 1,
        "primaryMetric": {"scoreUnit": "us/op", "rawData": [[1.0], [1.1], [0.9], [1.05], [%s]]},
        "secondaryMetrics": {}}]
      """;

  private static Compared open() throws IOException {
    return Comparer.compare(read("0.97"), read("1.02"), CompareOptions.DEFAULT);
  }

  private static Run read(String last) throws IOException {
    return readAll(JMH, last);
  }

  private static Run readAll(String jmh, String last) throws IOException {
    byte[] text = jmh.formatted(last).getBytes(StandardCharsets.UTF_8);
    return new Sides(new ByteArrayInputStream(text)).read("-");
  }

  private static String advice(boolean timed) throws IOException {
    return Advice.of(open().rows(), new Pace(OptionalDouble.of(30), 1, timed)).orElseThrow();
  }

  @Test
  void whatAStrangersFileTakesIsAnOptionOfJmh() throws IOException {
    assertThat(new Report(List.of(read("0.97"))).json())
        .contains("More forks narrow the intervals: JMH's -f 10.")
        .doesNotContain("--profile");
  }

  @Test
  void besideATimeItIsATimeAndBesideBlocksBlocks() throws IOException {
    assertThat(advice(true)).containsPattern("with --budget \\d+m\\.$");
    assertThat(advice(false)).containsPattern("with --blocks \\d+\\.$");
  }

  /** The spread of one fork is not known: what is reckoned with it says so. */
  @Test
  void whatRestsOnAnAssumptionSaysSo() throws IOException {
    String one = JMH.replace("[1.0], [1.1], [0.9], [1.05], ", "");
    Compared compared =
        Comparer.compare(readAll(one, "0.9"), readAll(one, "1.02"), CompareOptions.DEFAULT);
    assertThat(Advice.of(compared.rows(), new Pace(OptionalDouble.of(30), 1, false)).orElseThrow())
        .contains("(the spread, which one does not tell, taken as 2 %): ");
    assertThat(advice(false)).doesNotContain("taken as");
  }
}
