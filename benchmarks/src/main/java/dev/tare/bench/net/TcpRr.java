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
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TcpRr {
  /** 10 to 100 us an exchange. */
  private static final int BATCH = 16;

  /** Size of the request and of the response, 1 to 65536. */
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
            "tcpRr", far, threads, Map.of("bytes", bytes, "busyPoll", busyPoll, "rate", rate));
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
    client.reportRetransmits();
  }

  /** One request and its response, whose bytes are checked. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long exchange(Timed timed) {
    return client.batch(timed, BATCH);
  }
}
