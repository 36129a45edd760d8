package dev.tare.bench.net;

import dev.tare.bench.capture.Timed;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What does one datagram there and one back cost?
 *
 * <p>As {@link TcpRr}, without TCP's own work: netperf's UDP_RR (Enberg 2016, 5.6). The difference
 * of the two is the protocol, what remains is the layer. A datagram that gets lost is asked for
 * again after 200 ms and counted, so that a loss is seen and nothing hangs; its wait is in the
 * histogram. Expect it a little below TcpRr, and no loss on one host.
 *
 * <p>{@code java -jar target/benchmarks.jar net.UdpRr}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UdpRr extends RequestResponse {
  @Override
  String probe() {
    return "udp-rr";
  }

  @Override
  void report(Client measured) {
    measured.reportLost();
  }

  /** One question and its answer, whose bytes are checked. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long exchange(Timed timed) {
    return batch(timed, BATCH);
  }
}
