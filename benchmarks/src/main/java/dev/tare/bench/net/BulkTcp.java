package dev.tare.bench.net;

import dev.tare.bench.capture.Timed;
import dev.tare.result.Metrics;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;

/** Bytes over one connection in one direction; the throughput is a metric of its own, Gbit/s. */
public abstract class BulkTcp extends NetBenchmark {
  /** Takes 20 us a chunk on loopback. */
  static final int BATCH = 16;

  /** Counts the bytes handed to, or asked of, the kernel at once, 1 to 1048576. */
  @Param("65536")
  public int chunk;

  /** Returns {@code toServer} or {@code fromServer}. */
  abstract String direction();

  @Override
  final String probe() {
    return "tcp-stream";
  }

  @Override
  Map<String, ?> config() {
    return Map.of("direction", direction(), "chunk", chunk);
  }

  final long transfer(Timed timed) {
    long bytes = batch(timed, BATCH);
    timed.rate(Metrics.THROUGHPUT, bytes * 8 / 1e9);
    return bytes;
  }
}
