package dev.tare.bench.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.probe.Probe;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.Result;

class CpuTimeTest {
  private final Timed timed = new Timed();

  @AfterEach
  void forgetTheThreads() {
    ForkRecord.clear();
  }

  private static List<Result<?>> emitted() {
    List<Result<?>> results = new ArrayList<>();
    new CpuTimeCapture().end(results::add);
    return results;
  }

  @Test
  void isTheTimeOfTheThreadForOneOperationAndNotTimeAsleep() throws Exception {
    try (Probe prime = Probe.open("prime", Map.of("limit", 3000))) {
      long wallNs = System.nanoTime();
      long cpuNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      timed.startIteration();
      timed.compute(prime, 200);
      Thread.sleep(200);
      timed.compute(prime, 200);
      timed.endIteration();
      cpuNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuNs;
      wallNs = System.nanoTime() - wallNs;

      Result<?> result = emitted().get(0);
      assertThat(result.getLabel()).isEqualTo("cpuTime");
      assertThat(result.getScore() * 400).isPositive().isLessThanOrEqualTo(cpuNs);
      assertThat(result.getScore() * 400).isLessThanOrEqualTo(wallNs - 200e6);
    }
  }

  @Test
  void isAbsentWhereAThreadDidNotSayItsTime() {
    Timed other = new Timed();
    try (Probe prime = Probe.open("prime", Map.of("limit", 3000))) {
      timed.startIteration();
      timed.compute(prime, 100);
      timed.endIteration();
      assertThat(emitted()).isEmpty();

      other.startIteration();
      other.compute(prime, 300);
      other.endIteration();
      assertThat(emitted()).hasSize(1);
    }
  }

  @Test
  void benchmarkThatWaitsHasNone() {
    try (Probe noop = Probe.open("syscall", Map.of())) {
      timed.startIteration();
      timed.batch(noop, 10);
      timed.endIteration();
      assertThat(emitted()).isEmpty();
    }
  }
}
