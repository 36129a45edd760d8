package dev.tare.bench.net;

import dev.tare.bench.capture.Timed;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

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
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TcpCrr {
  /** 50 us and more a connection. */
  private static final int BATCH = 4;

  private Client client;

  @Setup
  public void open(FarEnd far, ThreadParams threads) {
    client = Client.open("tcpCrr", far, threads, Map.of());
  }

  @TearDown
  public void close() {
    client.close();
  }

  @Setup(Level.Iteration)
  public void startIteration() {
    client.start();
  }

  @TearDown(Level.Iteration)
  public void report() {
    client.report();
  }

  /** One connection, its byte checked, closed by both ends. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long connection(Timed timed) {
    return client.batch(timed, BATCH);
  }
}
