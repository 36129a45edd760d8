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
 * How fast do bytes come into this place over one TCP connection?
 *
 * <p>{@link TcpStream} the other way round: netperf's TCP_MAERTS (Enberg 2016, 5.2). Receiving is
 * the dearer side: interrupts, copies and, in a guest, exits. The two directions differ where a
 * layer treats them differently. Retransmitted segments are the sender's, so the server's; they are
 * not counted here.
 *
 * <p>{@code java -jar target/benchmarks.jar net.TcpMaerts}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TcpMaerts {
  /** 20 us a chunk on loopback. */
  private static final int BATCH = 16;

  /** Bytes handed to, or asked of, the kernel at once, 1 to 1048576. */
  @Param("65536")
  public int chunk;

  private Client client;

  @Setup
  public void open(FarEnd far, ThreadParams threads) {
    client =
        Client.open("tcpStream", far, threads, Map.of("direction", "fromServer", "chunk", chunk));
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

  /** One chunk received; the throughput is a metric of its own, Gbit/s. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long chunks(Timed timed) {
    long bytes = client.batch(timed, BATCH);
    timed.rate(Metrics.THROUGHPUT, bytes * 8 / 1e9);
    return bytes;
  }
}
