package dev.tare.bench.disk;

import dev.tare.bench.capture.Timed;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * How do a reader and a writer of one file get on with each other?
 *
 * <p>Filebench's randomrw (Chaufournier 2016, 4.1): one thread reads and one writes 8 KiB at random
 * offsets of one file. Beside {@link RandomFile} it shows what a layer serializes: a lock of the
 * file, one queue of a virtual disk. The score is both together; each stands beside it.
 *
 * <p>{@code java -jar target/benchmarks.jar disk.FilebenchRandomRw -p size=5g}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FilebenchRandomRw {
  private static final int BATCH = 32;

  /** The reader's side of the file. */
  @State(Scope.Thread)
  public static class Reader extends FileBenchmark {
    @Setup
    public void open() {
      open("random-file", Map.of("shape", "read"));
    }
  }

  /** The writer's side of the file. */
  @State(Scope.Thread)
  public static class Writer extends FileBenchmark {
    @Setup
    public void open() {
      open("random-file", Map.of("shape", "write"));
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
