package dev.tare.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures in what the programs really printed. */
class PeerFiguresTest {
  @Test
  void sysbenchCpuGivesEventsPerSecond() throws IOException {
    assertThat(new SysbenchCpu(2).figure(output("sysbench-cpu.txt"))).isEqualTo(994.84);
  }

  @Test
  void sysbenchFileIoGivesReadsAndWritesWithoutFsyncs() throws IOException {
    assertThat(new SysbenchFileIo("rndrw", true, 64).figure(output("sysbench-fileio.txt")))
        .isEqualTo(9563.37 + 6375.92);
  }

  @Test
  void redisBenchmarkGivesRequestsPerSecondOfItsReads() throws IOException {
    assertThat(new RedisBenchmark(8, 0, 1).figure(output("redis-benchmark.csv")))
        .isEqualTo(16694.49);
  }

  @Test
  void wrkGivesRequestsPerSecondAndNoneWhereSomeFailed() throws IOException {
    Wrk wrk = new Wrk(8, "small", 0, 1);
    assertThat(wrk.figure(output("wrk.txt"))).isEqualTo(15442.52);
    assertThatThrownBy(() -> wrk.figure(output("wrk.txt") + "  Non-2xx or 3xx responses: 9\n"))
        .hasMessageContaining("requests failed");
  }

  @Test
  void likwidBenchGivesGigabytes() throws IOException {
    assertThat(
            new LikwidBench("triad", 3, 64_000_000, "plain", 2).figure(output("likwid-bench.txt")))
        .isCloseTo(16.79818, within(1e-9));
  }

  @Test
  void timeOfTheShellGivesMillisecondsOfOneRun() throws IOException {
    assertThat(new ShellTime("/bin/true", 500).figure("1.530\n")).isEqualTo(1.02);
  }

  @Test
  void perfPipeGivesNanosecondsOfARoundTrip() throws IOException {
    assertThat(new PerfPipe().figure(output("perf-pipe.txt"))).isCloseTo(5129.130, within(1e-6));
  }

  @Test
  void sockperfGivesTheMedianAndNotTheMean() throws IOException {
    assertThat(new Sockperf(List.of(), 0, 1).figure(output("sockperf.txt"))).isEqualTo(26.899);
  }

  @Test
  void iperf3GivesWhatArrived() throws IOException {
    assertThat(new Iperf3(List.of(), 0, 1).figure(output("iperf3-tcp.json")))
        .isCloseTo(23.492504901, within(1e-8));
    assertThat(new Iperf3(List.of("-u"), 0, 1).figure(output("iperf3-udp.json")))
        .isCloseTo(3.575353357, within(1e-8));
  }

  @Test
  void iperf3ThatExitsZeroWithAnErrorIsAFailure() {
    assertThatThrownBy(
            () -> new Iperf3(List.of(), 0, 1).figure("{\"end\":{}, \"error\":\"refused\"}"))
        .hasMessageContaining("refused");
  }

  @Test
  void fioGivesReadsAndWrites() throws IOException {
    assertThat(new Fio("randrw", "io_uring", 32, 64).figure(output("fio-randrw.json")))
        .isCloseTo(33694.305694 + 33774.225774, within(1e-6));
  }

  @Test
  void fioGivesTheWholeOfACreateAndTheCallOfAStat() throws IOException {
    assertThat(new FioFiles("filecreate", 10_000, true).figure(output("fio-filecreate.json")))
        .isCloseTo(728.2, within(1e-9));
    assertThat(new FioFiles("filestat", 10_000, false).figure(output("fio-filestat.json")))
        .isCloseTo(1.48, within(1e-9));
    assertThatThrownBy(() -> new FioFiles("filestat", 9, false).figure(output("fio-filestat.json")))
        .hasMessageContaining("10000 files");
  }

  @Test
  void fioWithAnErrorIsAFailure() throws IOException {
    String failed = output("fio-randrw.json").replace("\"error\" : 0", "\"error\" : 5");
    assertThatThrownBy(() -> new Fio("randrw", "io_uring", 32, 64).figure(failed))
        .hasMessageContaining("error 5");
  }

  @Test
  void theJarGivesItsScoreInTheRowsUnit() throws IOException {
    Ours ours = new Ours("cpu.Prime", List.of(), "", 0.001);
    assertThat(ours.figure(output("jmh.json"))).isCloseTo(0.92544204, within(1e-8));
  }

  @Test
  void aMetricThatTheJarDoesNotGiveIsAFailureAndNotZero() {
    Ours ours = new Ours("cpu.Prime", List.of(), "bandwidth", 1);
    assertThatThrownBy(() -> ours.figure(output("jmh.json"))).hasMessageContaining("bandwidth");
    assertThatThrownBy(() -> ours.figure("[ ]")).hasMessageContaining("0 results");
  }

  @Test
  void anOutputWithoutTheFigureIsAFailureThatShowsIt() {
    assertThatThrownBy(() -> new PerfPipe().figure("perf: not permitted"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not permitted");
  }

  @Test
  void theVersionIsTheFirstNumberWithADot() {
    assertThat(Tool.versionIn("cc (Debian 12.2.0-14) 12.2.0")).isEqualTo("12.2.0");
    assertThat(Tool.versionIn("fio-3.33")).isEqualTo("3.33");
    assertThat(Tool.versionIn("of no use")).isEqualTo("?");
  }

  @Test
  void onlyAServerThatWaitsIsAnOpenPort() throws IOException {
    List<String> tcp = output("proc-net-tcp.txt").lines().toList();
    List<String> udp = output("proc-net-udp.txt").lines().toList();
    assertThat(Ports.isOpen(tcp, 41230, "0A")).isTrue();
    assertThat(Ports.isOpen(tcp, 58148, "0A")).as("a client's port").isFalse();
    assertThat(Ports.isOpen(udp, 41231, "07")).isTrue();
    assertThat(Ports.isOpen(udp, 41230, "07")).isFalse();
  }

  private static String output(String name) throws IOException {
    try (InputStream file = PeerFiguresTest.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
