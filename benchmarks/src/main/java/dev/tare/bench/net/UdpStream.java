package dev.tare.bench.net;

import dev.tare.bench.capture.Timed;
import dev.tare.result.Metrics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/**
 * How many datagrams get through to the server?
 *
 * <p>Datagrams that fill an Ethernet frame, sent as fast as they go: netperf's UDP_STREAM (Enberg
 * 2016, 5.5). Each pays for the whole path alone, so it shows the cost of a packet where {@link
 * TcpStream} shows that of a byte. One operation is one datagram <em>received by the server</em>,
 * by its own count; what was lost on the way is counted beside it and no part of the score. Expect
 * losses wherever the sender's path is shorter than the receiver's.
 *
 * <p>{@code java -jar target/benchmarks.jar net.UdpStream}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class UdpStream extends NetBenchmark {
  /** 50 ms at a few us a datagram: the server is asked for its count once a batch. */
  private static final int BATCH = 8_192;

  /** Is the payload of one datagram, 12 to 65507; 1472 fills an Ethernet frame over IPv4. */
  @Param("1472")
  public int bytes;

  @Override
  String probe() {
    return "udp-stream";
  }

  @Override
  Map<String, ?> config() {
    return Map.of("bytes", bytes);
  }

  @Override
  void report(Client measured) {
    measured.reportLost();
  }

  /** Measures one datagram received by the server. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long datagrams(Timed timed) {
    long received = batch(timed, BATCH);
    timed.rate(Metrics.PACKETS, received);
    timed.rate(Metrics.THROUGHPUT, received * bytes * 8 / 1e9);
    return received;
  }
}
