package dev.tare.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Run;
import dev.tare.result.io.Sides;
import dev.tare.stats.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Advice on forks is worth following: it never names as many as there are. */
class ForksWantedTest {
  private static Run run(double... forks) throws IOException {
    String raw =
        DoubleStream.of(forks).mapToObj(fork -> "[" + fork + "]").collect(Collectors.joining(","));
    String json =
        "[{\"benchmark\": \"a.B.c\", \"mode\": \"avgt\", \"threads\": 1,"
            + " \"primaryMetric\": {\"scoreUnit\": \"us/op\", \"rawData\": ["
            + raw
            + "]}, \"secondaryMetrics\": {}}]";
    return new Sides(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))).read("-");
  }

  private static ComparedSeries row(Run a, Run b) {
    return Comparer.compare(a, b, CompareOptions.DEFAULT).rows().get(0);
  }

  @RepeatedTest(40)
  void whatIsOpenTakesMoreForksThanThereAre(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    double shift = 1 + .06 * random.nextDouble();
    ComparedSeries row =
        row(
            run(random.doubles(10, 98, 102).toArray()),
            run(random.doubles(10, 98, 102).map(one -> one * shift).toArray()));
    if (row.judgement().orElseThrow().verdict() == Verdict.INCONCLUSIVE) {
      row.forksWanted().ifPresent(forks -> assertThat(forks).isGreaterThan(10));
    } else {
      assertThat(row.forksWanted()).isEmpty();
    }
  }

  @Test
  void aLargeChangeTakesTheLeastThatAVerdictTakes() throws IOException {
    ComparedSeries row = row(run(100, 101), run(580, 590));
    assertThat(row.judgement().orElseThrow().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(row.forksWanted()).hasValue(5);
  }

  @Test
  void ranksThatDifferFromTheScoresAreNamed() throws IOException {
    ComparedSeries row = row(run(100, 101, 102, 100.5, 101.5), run(99, 98, 97.5, 98.5, 200));
    assertThat(row.comparison().orElseThrow().ratio()).isLessThan(1);
    assertThat(row.warnings()).anyMatch(note -> note.startsWith("ratio by ranks, that of the"));
  }

  @Test
  void recordsThatStandTwiceInAFileAreSaid() throws IOException {
    String one =
        "{\"benchmark\": \"a.B.c\", \"mode\": \"avgt\", \"threads\": 1, \"primaryMetric\":"
            + " {\"scoreUnit\": \"us/op\", \"rawData\": [[1]]}, \"secondaryMetrics\": {}}";
    byte[] twice = ("[" + one + "," + one + "]").getBytes(StandardCharsets.UTF_8);
    Run run = new Sides(new ByteArrayInputStream(twice)).read("-");
    assertThat(run.warnings()).singleElement().asString().contains("a.B.c:avgt:t1 stands there");
  }
}
