package dev.tare.bench.disk;

import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How do a reader and a writer of one file get on with each other?
 *
 * <p>Filebench's randomrw (Chaufournier 2016, 4.1): one thread reads and one writes 8 KiB at random
 * offsets of one file. Beside {@link RandomFile} it shows what a layer serializes: a lock of the
 * file, one queue of a virtual disk. The score is both together; each stands beside it.
 *
 * <p>The study's file has 5 GB and is buffered:
 *
 * <p>{@code java -jar target/benchmarks.jar disk.FilebenchRandomRw -p size=5g -p direct=false}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FilebenchRandomRw {
  private static final int BATCH = 32;

  /** Is the reader's side of the file. */
  public static class Reader extends FileBenchmark {
    @Override
    protected Probe open() {
      return open("random-file", Map.of("shape", "read"));
    }
  }

  /** Is the writer's side of the file. */
  public static class Writer extends FileBenchmark {
    @Override
    protected Probe open() {
      return open("random-file", Map.of("shape", "write"));
    }
  }

  /** One read of 8 KiB. */
  @Benchmark
  @Group("randomrw")
  @OperationsPerInvocation(BATCH)
  public long read(Reader reader, Timed timed) {
    return timed.batch(reader.probe(), BATCH);
  }

  /** One write of 8 KiB. */
  @Benchmark
  @Group("randomrw")
  @OperationsPerInvocation(BATCH)
  public long write(Writer writer, Timed timed) {
    return timed.batch(writer.probe(), BATCH);
  }
}
