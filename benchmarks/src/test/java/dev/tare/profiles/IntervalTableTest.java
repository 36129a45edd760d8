package dev.tare.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntervalTableTest {
  @TempDir Path folder;

  @Test
  void summaryIsTheMedianOfIterationsThatAreMeansOverSlicesAfterWarmUp() {
    double[] rates = {9, 1, 3, 2, 2, 7, 9, 99};
    assertThat(new Plan(2, 1, 3, 2).summary(rates)).isCloseTo(Math.log(2), within(1e-12));
    assertThat(new Plan(2, 1, 3, 2).length()).isEqualTo(7);
    assertThat(new Plan(4, 1, 3, 2).seconds(.8)).isCloseTo(6, within(1e-12));
  }

  @Test
  void widthIsThatOfStudentsTOverTheForksThatWereDrawn() {
    Random random = new Random(3);
    List<double[]> forks = new ArrayList<>();
    for (int fork = 0; fork < 400; fork++) {
      double[] rates = new double[40];
      Arrays.fill(rates, Math.exp(.02 * random.nextGaussian()));
      forks.add(rates);
    }
    Recording recording = new Recording(new TreeMap<>(Map.of("Made", forks)), 1);
    String table = new IntervalTable(recording).markdown();
    // 2 % between forks: 2.776 * 2 / sqrt(5) = 2.5 with five, 2.262 * 2 / sqrt(10) = 1.4 with ten.
    assertThat(table)
        .containsPattern("\\| 5 x \\(0.1 s \\+ 3 x 0.1 s\\) \\| 7 \\| 2.[2345] \\| 0.0 \\|")
        .containsPattern("\\| 10 x \\(0.1 s \\+ 3 x 0.1 s\\) \\| 14 \\| 1.[34] \\| 0.0 \\|");
  }

  @Test
  void recordedBlocksAreReadAsRatesAndOneThatWasCutShortIsNot() throws Exception {
    for (String block : List.of("000", "001")) {
      Files.writeString(
          folder.resolve(block + ".json"),
          """
          [{"benchmark": "a.b.Fast.run", "mode": "thrpt", "primaryMetric": {"rawData": [[4, 5]]}},
           {"benchmark": "a.b.Long.run", "mode": "avgt", "primaryMetric": {"rawData": [[4, 5]]}}]
          """);
    }
    Files.writeString(folder.resolve("000.millis"), "2400\n");
    Recording recording = Recording.read(folder);
    assertThat(recording.forks().get("Fast")).containsExactly(new double[] {4, 5});
    assertThat(recording.forks().get("Long")).containsExactly(new double[] {.25, .2});
    assertThat(recording.startSeconds()).isCloseTo(1, within(1e-9));
    assertThatThrownBy(() -> Recording.read(Files.createDirectory(folder.resolve("none"))))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("has no recorded block");
  }
}
