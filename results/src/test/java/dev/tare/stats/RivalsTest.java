package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.stats.Rivals.Contestant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of the documents, and what it has to hold. */
class RivalsTest {
  private static final double KEEPS_TO = 5;
  private static final Pattern CELL = Pattern.compile("([\\d.]+) / (\\d+) / (\\d+)");

  /** It takes long, and is the same for all. */
  private static final String TABLE = Rivals.table();

  @Test
  void theDocumentsHaveTheTableAsItIs() throws IOException {
    assertThat(Files.readString(Path.of("../docs/method.md"))).contains("\n" + TABLE + "\n");
  }

  @Test
  void oursAloneKeepsToFivePercentInEveryShape() {
    int shapes = TwelveShapes.values().length;
    double[][][] found = found();
    assertThat(found.length).isEqualTo(shapes);
    for (Contestant one : Contestant.values()) {
      double most = Arrays.stream(found).mapToDouble(row -> row[one.ordinal()][0]).max().orElse(0);
      if (one == Contestant.TARE) {
        assertThat(most).isLessThanOrEqualTo(KEEPS_TO);
      } else {
        assertThat(most).as(one.label).isGreaterThan(KEEPS_TO);
      }
    }
  }

  /** What two tests cost beside the one that suits the noise, where that one keeps to 5 % there. */
  @Test
  void noRuleThatKeepsToItsLevelFindsMuchMore() {
    double[][][] found = found();
    for (TwelveShapes shape : TwelveShapes.values()) {
      double[][] row = found[shape.ordinal()];
      boolean five = shape == TwelveShapes.NORMAL_5 || shape == TwelveShapes.SLOW_FORK_5;
      for (double[] rival : row) {
        if (rival[0] <= KEEPS_TO) {
          assertThat(rival[2] - row[0][2]).as(shape.label).isLessThanOrEqualTo(five ? 10 : 6);
        }
      }
    }
  }

  private double[][][] found() {
    return TABLE
        .lines()
        .skip(2)
        .map(line -> CELL.matcher(line).results().map(RivalsTest::cell).toArray(double[][]::new))
        .toArray(double[][][]::new);
  }

  private static double[] cell(MatchResult cell) {
    return new double[] {
      Double.parseDouble(cell.group(1)),
      Double.parseDouble(cell.group(2)),
      Double.parseDouble(cell.group(3))
    };
  }
}
