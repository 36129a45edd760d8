package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.compare.CompareOptions;
import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.io.Sides;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportTest {
  private static final String JMH =
      """
      [{"benchmark": "org.example.Bench.decode", "mode": "avgt", "threads": 2,
        "params": {"text": "a/b c", "how": "1.5%"},
        "primaryMetric": {"scoreUnit": "us/op",
          "rawData": [[1.02, 1.0, 1.01], [1.1, 1.11, 1.12], [1.05, 1.04, 1.06]]},
        "secondaryMetrics": {}},
       {"benchmark": "org.example.Bench.encode", "mode": "thrpt", "threads": 1,
        "primaryMetric": {"scoreUnit": "ops/ms", "rawData": [[2.0], [2.1], [2.2]]},
        "secondaryMetrics": {}}]
      """;

  private static Run read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Sides(new ByteArrayInputStream(bytes)).read("-");
  }

  private static String exported(Export format) throws IOException {
    return format.of(List.of(read(JMH)), CompareOptions.DEFAULT);
  }

  @Test
  void benchfmtIsReadBackForkByFork() throws IOException {
    String text = exported(Export.benchfmt);
    assertThat(text).startsWith("Unit ns/op better=lower\nUnit ops/ms better=higher\n");
    Run back = read(text);
    assertThat(back.series())
        .extracting(one -> one.key().runId())
        .containsExactly(
            "org.example.Bench.decode(how=1.5%, text=a/b c):avgt:t2",
            "org.example.Bench.encode:thrpt:t1");
    Series decode = back.series().get(0);
    assertThat(decode.forks())
        .extracting(fork -> fork.iterations().get(0).value())
        .containsExactly(1010.0, 1110.0, 1050.0);
    assertThat(decode.direction()).isEqualTo(Direction.LOWER);
    assertThat(back.series().get(1).direction()).isEqualTo(Direction.HIGHER);
  }

  @Test
  void benchfmtKeepsWhatOtherToolsMeasuredBesides() throws IOException {
    String go =
        "BenchmarkX 10 5.0 ns/op 6.5 MB/s 40 B/op\nBenchmarkX 10 6.0 ns/op 6.0 MB/s 40 B/op\n";
    assertThat(Export.benchfmt.of(List.of(read(go)), CompareOptions.DEFAULT).lines())
        .contains(
            "Unit B/op better=lower",
            "Benchmark_X/mode=avgt-1 1 5.0 ns/op 6.5 MB/s 40.0 B/op",
            "Benchmark_X/mode=avgt-1 1 6.0 ns/op 6.0 MB/s 40.0 B/op");
  }

  @Test
  void openMetricsHasNoMoreDigitsThanTheIntervalBearsOut() throws IOException {
    String text = exported(Export.openmetrics);
    assertThat(text).endsWith("# EOF\n");
    assertThat(text.lines().filter(line -> !line.startsWith("#")))
        .hasSize(8)
        .allMatch(
            line ->
                line.matches("tare_(value|low|high|forks)\\{([a-z_]+=\"[^\"]*\",?)+} -?[0-9.]+"));
    assertThat(text.lines().filter(line -> line.startsWith("# HELP ")))
        .hasSize(4)
        .allMatch(line -> line.matches("# HELP tare_(value .* label unit.*|.* tare_value .*)"));
    // 1.056 [0.94, 1.19]: half the width is 0.124, so hundredths are the last digit.
    assertThat(text)
        .contains(
            "tare_value{benchmark=\"org.example.Bench.decode\",environment=\"\",mode=\"avgt\","
                + "threads=\"2\",metric=\"score\",unit=\"us/op\",better=\"lower\","
                + "param_how=\"1.5%\",param_text=\"a/b c\"} 1.06\n");
  }

  @Test
  void bencherHasLatencyInNanosecondsAndThroughputPerSecond() throws IOException {
    JsonNode json = new ObjectMapper().readTree(exported(Export.bencher));
    JsonNode latency =
        json.path("org.example.Bench.decode(how=1.5%, text=a/b c) avgt, 2 threads").path("latency");
    assertThat(latency.path("value").asDouble()).isBetween(1055.0, 1057.0);
    assertThat(latency.path("lower_value").asDouble()).isLessThan(1010);
    assertThat(latency.path("upper_value").asDouble()).isGreaterThan(1110);
    JsonNode throughput = json.path("org.example.Bench.encode thrpt").path("throughput");
    assertThat(throughput.path("value").asDouble()).isBetween(2095.0, 2105.0);
  }

  @Test
  void eachDirectionHasItsFile() throws IOException {
    JsonNode smaller = new ObjectMapper().readTree(exported(Export.smaller));
    JsonNode bigger = new ObjectMapper().readTree(exported(Export.bigger));
    assertThat(smaller).hasSize(1);
    assertThat(smaller.get(0).path("name").asText()).contains("Bench.decode");
    assertThat(smaller.get(0).path("unit").asText()).isEqualTo("us/op");
    assertThat(bigger).hasSize(1);
    assertThat(bigger.get(0).path("name").asText()).contains("Bench.encode");
    assertThat(bigger.get(0).path("range").asText()).startsWith("95 % interval ");
  }

  /** Other tools know a series by its name, and have to find it again in the next run. */
  @ParameterizedTest
  @EnumSource(Export.class)
  void noNameHoldsARunsIdOrAPath(Export format) throws IOException {
    Run file = read(JMH);
    List<List<Run>> sides =
        List.of(
            List.of(file.named("x/A/r.json")),
            List.of(file.named("x/A/r.json"), file.named("x/B/r.json")),
            List.of(
                in("baseline", file.named("x/A:baseline")),
                in("candidate", file.named("x/A:candidate"))),
            List.of(in("bare", file.named("x/A")), in("bare", file.named("x/B"))));
    for (List<Run> runs : sides) {
      List<Run> later = new ArrayList<>();
      runs.forEach(run -> later.add(run.named(run.id().replace("x/", "y/"))));
      assertThat(format.of(runs, CompareOptions.DEFAULT))
          .isEqualTo(format.of(later, CompareOptions.DEFAULT))
          .doesNotContain("x/");
    }
    assertThat(Export.bencher.of(sides.get(1), CompareOptions.DEFAULT))
        .contains("encode thrpt in baseline\"", "encode thrpt in candidate\"");
    assertThat(Export.bencher.of(sides.get(2), CompareOptions.DEFAULT))
        .contains("encode thrpt in baseline\"", "encode thrpt in candidate\"");
    assertThat(Export.bencher.of(sides.get(3), CompareOptions.DEFAULT))
        .contains("encode thrpt in baseline:bare\"", "encode thrpt in candidate:bare\"");
  }

  private static Run in(String stack, Run run) {
    return run.in(new TreeMap<>(Map.of(stack, Facts.of(Map.of()))), List.of());
  }
}
