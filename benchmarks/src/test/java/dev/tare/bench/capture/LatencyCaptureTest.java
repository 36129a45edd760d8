package dev.tare.bench.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.result.Metrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Result;

class LatencyCaptureTest {
  private final ThreadRecord first = ForkRecord.newThread();
  private final ThreadRecord second = ForkRecord.newThread();
  private final LatencyCapture capture = new LatencyCapture();

  @AfterEach
  void forgetTheThreads() {
    first.reset();
    second.reset();
  }

  private static Map<String, Result<?>> labelled(List<Result<?>> results) {
    Map<String, Result<?>> labelled = new TreeMap<>();
    results.forEach(result -> labelled.put(result.getLabel(), result));
    return labelled;
  }

  private Map<String, Result<?>> iteration() {
    List<Result<?>> results = new ArrayList<>();
    capture.end(results::add);
    return labelled(results);
  }

  private Map<String, Result<?>> fork() {
    List<Result<?>> results = new ArrayList<>();
    capture.endFork(results::add);
    return labelled(results);
  }

  private static void record(ThreadRecord thread, long ns, int times) {
    for (int i = 0; i < times; i++) {
      thread.addLatency(ns);
    }
  }

  @Test
  void aTailIsLeftOutWhereTheClientItselfWasLateByAQuarterOfIt() {
    record(first, 100_000, 9_900);
    record(first, 1_000_000, 100);
    first.late(.5, 20_000);
    first.late(.99, 300_000);
    second.late(.99, 10_000);
    iteration();
    assertThat(fork())
        .containsKeys("p50", "tailRefused")
        .doesNotContainKey("p99")
        .extractingByKey("tailRefused")
        .satisfies(result -> assertThat(result.getScore()).isEqualTo(1));
  }

  @Test
  void percentilesAreThoseOfTheMergedForkNotMeansOfPercentiles() {
    record(first, 1_000, 9_900);
    record(second, 5_000, 100);
    iteration();
    first.reset();
    second.reset();
    record(first, 1_000, 9_700);
    record(second, 5_000, 300);
    iteration();

    // 400 of 20,000 took 5 us: 2 %, so p99 lies there although half the iterations' own do not.
    assertThat(fork().get("p99").getScore()).isCloseTo(5_000, within(5.0));
    assertThat(fork().get("p50").getScore()).isCloseTo(1_000, within(5.0));
  }

  @Test
  void percentileWithFewerThanAHundredSamplesBeyondItIsLeftOut() {
    record(first, 1_000, 9_999);
    iteration();
    assertThat(fork()).containsOnlyKeys("p50", "p90", "max");

    first.reset();
    record(first, 1_000, 1);
    iteration();
    assertThat(fork()).containsOnlyKeys("p50", "p90", "p99", "max");
  }

  @Test
  void nothingTimedGivesNothing() {
    assertThat(iteration()).isEmpty();
    assertThat(fork()).isEmpty();
  }

  @Test
  void resultMergesHistogramsAndSurvivesTheWayFromForkToHost() throws Exception {
    record(first, 1_000, 3);
    LatencyResult one = (LatencyResult) iteration().get("latency");
    first.reset();
    record(first, 9_000, 2);
    LatencyResult other = (LatencyResult) iteration().get("latency");

    LatencyResult merged = one.getIterationAggregator().aggregate(List.of(one, sent(other)));
    Histogram histogram = merged.histogram();
    assertThat(histogram.getTotalCount()).isEqualTo(5);
    assertThat(histogram.getCountAtValue(9_000)).isEqualTo(2);
    assertThat(merged.getScore()).isCloseTo(1_000, within(1.0));
    assertThat(merged.getScoreError()).isNaN();
  }

  @Test
  void forkValueMissingInAnIterationIsNotCountedAsZero() {
    ForkValue value = new ForkValue(Metrics.P50, 42, AggregationPolicy.AVG);
    ForkValue merged = value.getIterationAggregator().aggregate(List.of(value));
    assertThat(merged.getScore()).isEqualTo(42);
    assertThat(merged.getStatistics().getN()).isEqualTo(1);
  }

  @Test
  void figuresOfOperationsAreMeansAndLargestValuesOverAllThreads() {
    first.addMean(Metrics.CPU_TIME, 10);
    second.addMean(Metrics.CPU_TIME, 20);
    second.addMean(Metrics.CPU_TIME, 60);
    first.addLargest(Metrics.PEAK_MEMORY, 7);
    second.addLargest(Metrics.PEAK_MEMORY, 5);
    assertThat(ForkRecord.figures())
        .containsEntry(Metrics.CPU_TIME, 30.0)
        .containsEntry(Metrics.PEAK_MEMORY, 7.0);
    first.reset();
    second.reset();
    // Other tests of the same JVM have figures of their own.
    assertThat(ForkRecord.figures()).doesNotContainKeys(Metrics.CPU_TIME, Metrics.PEAK_MEMORY);
  }

  private static LatencyResult sent(LatencyResult result) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(result);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (LatencyResult) in.readObject();
    }
  }
}
