package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How long {@code diff} takes for large results: files as JMH writes them, 10 forks of 10
 * iterations each. The best of some runs counts, for the machine may have other work.
 */
@Tag("full")
@Isolated("times are compared")
class DiffScaleIT {
  private static final int RUNS = 3;

  @TempDir Path temp;

  @Test
  void tenThousandSeriesFitIn512MegabytesAndTimeGrowsLinearly() throws IOException {
    double half = seconds(5_000);
    double whole = seconds(10_000);
    System.out.printf(
        Locale.ROOT, "diff of 5,000 and 10,000 series: %.2f s, %.2f s%n", half, whole);
    // Twice the series: at most twice the time, and a busy machine's tolerance. Quadratic growth of
    // what counts takes 4 times. The limit in seconds is for a quiet machine: read it above.
    assertThat(whole).isLessThan(3.2 * half);
  }

  private double seconds(int series) throws IOException {
    Path a = write("a" + series, series, 1);
    Path b = write("b" + series, series, 2);
    double best = Double.POSITIVE_INFINITY;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      Jar.Ended ended = new Jar(temp).jvm("-Xmx512m").run("diff", a.toString(), b.toString());
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(ended.out()).contains("no change in " + series + " of " + series + " scores.\n");
    }
    return best;
  }

  private Path write(String name, int series, long seed) throws IOException {
    Random random = new Random(seed);
    Path file = temp.resolve(name + ".json");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("[\n");
      for (int s = 0; s < series; s++) {
        out.write(s == 0 ? "" : ",\n");
        out.write(
            """
                {
                    "benchmark" : "org.example.Bench%d.method",
                    "mode" : "avgt",
                    "threads" : 1,
                    "params" : {
                        "size" : "%d"
                    },
                    "primaryMetric" : {
                        "score" : 1.0,
                        "scoreUnit" : "ns/op",
                        "rawData" : [
            """
                .formatted(s / 10, s));
        for (int f = 0; f < 10; f++) {
          out.write((f == 0 ? "" : ",\n") + fork(random));
        }
        out.write(
            "\n            ]\n        },\n        \"secondaryMetrics\" : {\n        }\n    }");
      }
      out.write("\n]\n");
    }
    return file;
  }

  private static String fork(Random random) {
    StringBuilder text = new StringBuilder();
    double fork = 100 * (1 + .005 * random.nextGaussian());
    for (int i = 0; i < 10; i++) {
      text.append(i == 0 ? "                [\n" : ",\n")
          .append("                    ")
          .append(fork * (1 + .005 * random.nextGaussian()));
    }
    return text.append("\n                ]").toString();
  }
}
