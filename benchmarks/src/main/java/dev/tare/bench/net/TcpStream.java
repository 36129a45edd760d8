package dev.tare.bench.net;

import dev.tare.bench.capture.Timed;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/**
 * How fast do bytes leave this place over one TCP connection?
 *
 * <p>Chunks of 64 KiB to the server: netperf's TCP_STREAM (Enberg 2016, 5.1). It shows what a layer
 * takes for each segment, and whether offloading (large segments) survives it: a virtual device
 * without it is several times as slow. Expect containers near the host and a guest bound by its
 * device. The server's count is checked at the end. How much the server asks for with one read
 * matters as much as the chunk: on loopback four times as much is up to twice as fast.
 *
 * <p>{@code java -jar target/benchmarks.jar net.TcpStream}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TcpStream extends BulkTcp {
  /** Bytes that the server asks of the kernel at once, up to 1048576; 0: a chunk. */
  @Param("0")
  public int read;

  @Override
  Map<String, ?> config() {
    return Map.of("direction", direction(), "chunk", chunk, "read", read);
  }

  @Override
  String direction() {
    return "toServer";
  }

  @Override
  void report(Client measured) {
    measured.reportRetransmits();
  }

  @Override
  void closing(Client last) {
    long missing = last.probe().counter("missing");
    if (missing != 0) {
      throw new IllegalStateException(missing + " bytes sent and not received by the server");
    }
  }

  /** One chunk taken by the kernel; the throughput is a metric of its own, Gbit/s. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long chunks(Timed timed) {
    return transfer(timed);
  }
}
