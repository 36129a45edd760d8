package dev.tare.bench.net;

import dev.tare.bench.capture.Timed;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What does one request over a standing TCP connection cost, there and back?
 *
 * <p>A request of so many bytes, and the same bytes back, one at a time: netperf's TCP_RR (Enberg
 * 2016, 5.3). Nothing is copied worth mentioning, so it shows the path: interrupts, wake-ups, and
 * the bridges, address translation and virtual devices that a layer puts between. Expect loopback
 * and the host's own network to be equal, a bridge a few us above them, and a guest several times
 * as slow. It says nothing of throughput.
 *
 * <p>{@code java -jar target/benchmarks.jar net.TcpRr}, or against a server elsewhere {@code -p
 * host=10.0.0.2 -p port=4242}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TcpRr extends RequestResponse {
  @Override
  String probe() {
    return "tcp-rr";
  }

  @Override
  void report(Client measured) {
    measured.reportRetransmits();
  }

  /** One request and its response, whose bytes are checked. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long exchange(Timed timed) {
    return batch(timed, BATCH);
  }
}
