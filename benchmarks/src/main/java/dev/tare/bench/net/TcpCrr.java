package dev.tare.bench.net;

import dev.tare.bench.capture.Timed;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What does a new connection for each request cost?
 *
 * <p>Connect, one byte there and back, close: netperf's TCP_CRR (Enberg 2016, 5.4). Where {@link
 * TcpRr} pays for the path, this pays for the tables beside it: connection tracking, address
 * translation, socket setup. Expect NAT to show here first. The server closes first, so that the
 * client's ports are not used up; where they are, or where the table of tracked connections is
 * full, the benchmark fails and says which.
 *
 * <p>{@code java -jar target/benchmarks.jar net.TcpCrr}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TcpCrr extends NetBenchmark {
  /** Takes 50 us and more a connection. */
  private static final int BATCH = 16;

  @Override
  String probe() {
    return "tcp-crr";
  }

  @Override
  Map<String, ?> config() {
    return Map.of();
  }

  /** One connection, its byte checked, closed by both ends. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long connection(Timed timed) {
    return batch(timed, BATCH);
  }
}
