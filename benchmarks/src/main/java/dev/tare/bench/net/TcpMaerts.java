package dev.tare.bench.net;

import dev.tare.bench.capture.Timed;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

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
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TcpMaerts extends BulkTcp {
  @Override
  String direction() {
    return "fromServer";
  }

  /** One chunk received; the throughput is a metric of its own, Gbit/s. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long chunks(Timed timed) {
    return transfer(timed);
  }
}
