package dev.tare.bench.net;

import dev.tare.bench.capture.Timed;
import dev.tare.result.Metrics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * How fast do bytes leave this place over one TCP connection?
 *
 * <p>Chunks of 64 KiB to the server: netperf's TCP_STREAM (Enberg 2016, 5.1). It shows what a layer
 * takes for each segment, and whether offloading (large segments) survives it: a virtual device
 * without it is several times as slow. Expect containers near the host and a guest bound by its
 * device. The server's count is checked at the end.
 *
 * <p>{@code java -jar target/benchmarks.jar net.TcpStream}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TcpStream {
  /** 20 us a chunk on loopback. */
  private static final int BATCH = 16;

  /** Bytes handed to, or asked of, the kernel at once, 1 to 1048576. */
  @Param("65536")
  public int chunk;

  private Client client;

  @Setup
  public void open(FarEnd far, ThreadParams threads) {
    client =
        Client.open("tcpStream", far, threads, Map.of("direction", "toServer", "chunk", chunk));
  }

  @TearDown
  public void close() {
    try (Client closing = client) {
      long missing = closing.probe().counter("missing");
      if (missing != 0) {
        throw new IllegalStateException(missing + " bytes sent and not received by the server");
      }
    }
  }

  @Setup(Level.Iteration)
  public void startIteration() {
    client.start();
  }

  @TearDown(Level.Iteration)
  public void report() {
    client.report();
    client.reportRetransmits();
  }

  /** One chunk taken by the kernel; the throughput is a metric of its own, Gbit/s. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long chunks(Timed timed) {
    long bytes = client.batch(timed, BATCH);
    timed.rate(Metrics.THROUGHPUT, bytes * 8 / 1e9);
    return bytes;
  }
}
