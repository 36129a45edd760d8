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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

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
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UdpRr {
  /** 10 to 100 us an exchange. */
  private static final int BATCH = 16;

  /** Size of the question and of the answer, 1 to 65507. */
  @Param("1")
  public int bytes;

  /** How long a read spins in the driver (SO_BUSY_POLL), us; needs CAP_NET_ADMIN; 0: not at all. */
  @Param("0")
  public int busyPoll;

  /**
   * Operations per second; 0: closed loop, each begins when the one before ended. From 1: open
   * loop, each is measured from when it was meant to start, so that a stall shows in the latencies
   * of all that it delayed; the score is then the time between two operations, the histogram their
   * latency.
   */
  @Param("0")
  public long rate;

  private Client client;

  @Setup
  public void open(FarEnd far, ThreadParams threads) {
    client =
        Client.open(
            "udpRr", far, threads, Map.of("bytes", bytes, "busyPoll", busyPoll, "rate", rate));
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
    client.reportLost();
  }

  /** One question and its answer, whose bytes are checked. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long exchange(Timed timed) {
    return client.batch(timed, BATCH);
  }
}
