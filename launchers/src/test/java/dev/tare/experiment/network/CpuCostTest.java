package dev.tare.experiment.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.experiment.ForkJson;
import dev.tare.experiment.ends.CpuCount;
import dev.tare.experiment.ends.CpuMeter;
import dev.tare.experiment.ends.CpuReading;
import dev.tare.experiment.ends.EngineThreads;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuCostTest {
  private static final String FORK =
      """
      [{"benchmark": "dev.tare.bench.net.TcpRr.exchange", "mode": "avgt", "threads": 2,
        "primaryMetric": {"scoreUnit": "us/op", "rawData": [[40.0, 60.0]]},
        "secondaryMetrics": {"throughput": {"scoreUnit": "Gbit/s", "rawData": [[8.0]]},
          "noise.wall": {"scoreUnit": "ns", "rawData": [[1.2e8, 1.3e8]]}}}]
      """;

  @TempDir private Path root;

  @Test
  void costIsCpuTimeForEachUnitOfWork() {
    CpuReading start =
        new CpuReading(
            0, Map.of(CpuCount.HOST, 1000L, CpuCount.SOFTIRQ, 100L, CpuCount.INSIDE, 500L));
    CpuReading end =
        new CpuReading(
            2_000_000_000L,
            Map.of(CpuCount.HOST, 61_000L, CpuCount.SOFTIRQ, 6100L, CpuCount.INSIDE, 2500L));
    Map<?, Double> cost = end.costSince(start, OptionalDouble.empty(), 10_000, true);
    assertThat(cost.get(Metrics.HOST_CPU_PER_OP)).isEqualTo(3.0);
    assertThat(cost.get(Metrics.SOFTIRQ_PER_OP)).isEqualTo(0.3);
    assertThat(cost.get(Metrics.INSIDE_PER_OP)).isEqualTo(0.1);
    Map<?, Double> paused = end.costSince(start, OptionalDouble.of(1.5), 10_000, true);
    assertThat(paused.get(Metrics.HOST_CPU_PER_OP)).as("half a second of pauses").isEqualTo(4.0);
    assertThat(end.costSince(start, OptionalDouble.of(3), 10_000, true)).isEqualTo(cost);
  }

  @Test
  void whatIsNotCountedIsAbsentNeverZero() {
    CpuReading start = new CpuReading(0, Map.of(CpuCount.HOST, 0L));
    CpuReading end =
        new CpuReading(1_000_000_000L, Map.of(CpuCount.HOST, 10L, CpuCount.INSIDE, 3L));
    assertThat(end.costSince(start, OptionalDouble.empty(), 1, false))
        .containsOnlyKeys(Metrics.HOST_CPU_PER_GB);
    assertThat(start.costSince(start, OptionalDouble.empty(), 1, false)).isEmpty();
  }

  @Test
  void workOfAForkIsThatOfAllItsThreads() throws IOException {
    ForkJson fork = new ForkJson(FORK);
    assertThat(fork.operations()).hasValue(2 / 50e-6);
    assertThat(fork.gigabytes()).hasValue(1.0);
    assertThat(fork.seconds()).hasValue(0.25);
    ForkJson nothing = new ForkJson("[]");
    assertThat(nothing.operations()).isEmpty();
    assertThat(nothing.gigabytes()).isEmpty();
    assertThat(nothing.with(Map.of(Metrics.HOST_CPU_PER_OP, 1.0))).isEqualTo("[ ]");
  }

  @Test
  void figuresJoinTheSecondaryMetricsOnceAFork() throws IOException {
    String text = new ForkJson(FORK).with(Map.of(Metrics.HOST_CPU_PER_OP, 12.5));
    assertThat(text.replaceAll("\\s", ""))
        .contains("\"hostCpu.perOp\":{\"score\":12.5")
        .contains("\"scoreUnit\":\"us/op\",\"rawData\":[[12.5]]")
        .contains("\"throughput\"");
  }

  @Test
  void threadsOfQemuAndOfVhostAreToldApart() throws IOException {
    task("70/task/70", "qemu-system-x86", "3000000 9 9");
    task("70/task/71", "CPU 0/KVM", "2000000 9 9");
    task("70/task/72", "vhost-70", "1000000 9 9");
    task("99", "vhost-70", "4000000 9 9");
    task("98", "vhost-71", "8000000 9 9");
    assertThat(EngineThreads.of(new ProcFiles(root), "70").read())
        .isEqualTo(Map.of(CpuCount.QEMU, 5000L, CpuCount.VHOST, 5000L));
  }

  @Test
  void guestWithoutVhostHasNoneRatherThanZero() throws IOException {
    task("70/task/70", "qemu-system-x86", "3000000 9 9");
    assertThat(EngineThreads.of(new ProcFiles(root), "70").read())
        .isEqualTo(Map.of(CpuCount.QEMU, 3000L));
  }

  @Test
  void meterOfThisHostCountsUpwards() throws IOException {
    CpuMeter meter =
        new CpuMeter(ProcFiles.system(), Optional.empty(), Optional.empty(), Optional.empty());
    CpuReading first = meter.read();
    CpuReading second = meter.read();
    assertThat(second.us().get(CpuCount.HOST))
        .isGreaterThanOrEqualTo(first.us().get(CpuCount.HOST))
        .isPositive();
    assertThat((double) second.atNs()).isCloseTo(first.atNs(), within(60e9));
    assertThat(second.us()).containsOnlyKeys(CpuCount.HOST, CpuCount.SOFTIRQ);
  }

  private void task(String folder, String name, String schedstat) throws IOException {
    Path task = Files.createDirectories(root.resolve("proc").resolve(folder));
    Files.writeString(task.resolve("comm"), name + "\n");
    Files.writeString(task.resolve("schedstat"), schedstat + "\n");
  }
}
