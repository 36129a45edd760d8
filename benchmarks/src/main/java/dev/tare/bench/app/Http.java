package dev.tare.bench.app;

import dev.tare.bench.capture.NeedsPack;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.Timed;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How many files does an nginx hand out, and how fast?
 *
 * <p>One file again and again over connections that stay, HTTP/1.1: {@code small} has 1 KiB, where
 * the path of a packet and system calls are what costs; {@code large} has 1 MiB, which is what the
 * layer's network carries. Expect a bridge to cost some percent of small files and nothing of large
 * ones, a guest a third or more of both. It says nothing of connecting anew: that is net.TcpCrr.
 *
 * <p>{@code java -jar target/benchmarks.jar app.Http}, with the pack beside the jar or an nginx on
 * the path, or against one elsewhere {@code -p host=10.0.0.2 -p port=80}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@NeedsPack("nginx")
public class Http extends ServerLoad {
  @Param("small")
  @Takes("small|large")
  public String file;

  /** Connects. */
  @Setup
  public void open(NginxServer server) {
    connect("http", server, Map.of("path", "/" + file));
  }

  /** A batch of requests, whose answers are counted to their end. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long request(Timed timed) {
    return requests(timed);
  }
}
