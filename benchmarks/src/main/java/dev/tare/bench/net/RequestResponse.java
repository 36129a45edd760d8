package dev.tare.bench.net;

import java.util.Map;
import org.openjdk.jmh.annotations.Param;

/** Is one request there, one response of the same size back, one at a time or at a fixed rate. */
public abstract class RequestResponse extends NetBenchmark {
  /** Takes 10 to 100 us an exchange. */
  static final int BATCH = 16;

  /** Is the size of the request and of the response, 1 to 65536 over TCP, to 65507 over UDP. */
  @Param("1")
  public int bytes;

  /**
   * Says how long a read spins in the driver (SO_BUSY_POLL), us; needs CAP_NET_ADMIN; 0: not at
   * all.
   */
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

  @Override
  final Map<String, ?> config() {
    return Map.of("bytes", bytes, "busyPoll", busyPoll, "rate", rate);
  }
}
