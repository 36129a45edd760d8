package dev.tare.bench.memory;

import dev.tare.bench.capture.ProbeBenchmark;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import dev.tare.result.Metrics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How many bytes a second does memory take and give?
 *
 * <p>McCalpin's STREAM: copy, scale, add and triad over three arrays of doubles, one pass an
 * operation; {@code bandwidth} is by his count of bytes. A container and a guest with its memory in
 * huge pages show nothing; nested paging costs a few percent with small pages, and a neighbour on
 * the same memory controller shows at once. It says nothing of latency: that is {@link Chase}.
 *
 * <p>{@code stores}: plain ones fetch a line before they write it, streaming ones (non-temporal) do
 * not; they are two measurements, and neither is ever put in the other's place. {@code bytes} is
 * the size of one array: {@code auto} is 4 times the last-level cache (64 MiB where that is
 * unknown), at least 16 MiB, at most a twelfth of the memory that is available here. What it came
 * to is printed and is the metric {@code stream.bytes}: to compare environments, give all the same
 * number. Each thread of {@code -t} has arrays of its own.
 *
 * <p>{@code java -jar target/benchmarks.jar memory.Stream -p kernel=copy,scale,add,triad -p
 * stores=plain,streaming}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Stream extends ProbeBenchmark {
  /** Takes milliseconds: one pass a batch. */
  private static final int BATCH = 1;

  @Param("triad")
  @Takes("triad|copy|scale|add")
  public String kernel;

  @Param("plain")
  @Takes("plain|streaming")
  public String stores;

  @Param("auto")
  @Takes(value = "auto|\\d{1,18}", like = "auto or a whole number")
  public String bytes;

  @Override
  protected Probe open() {
    Probe probe = Probe.open("stream", Map.of("kernel", kernel, "stores", stores, "bytes", bytes));
    long array = probe.counter("bytes");
    long cache = probe.counter("cacheBytes");
    System.out.println(
        "stream.bytes " + array + (array < 4 * cache ? ": less than 4 x the cache" : ""));
    return probe;
  }

  @Setup(Level.Iteration)
  public void noteSize(Timed timed) {
    timed.count(Metrics.STREAM_BYTES, probe().counter("bytes"));
  }

  /** Checks every element; batches check a sample. */
  @Override
  protected void closing(Probe last) {
    last.batch(0);
  }

  /** Measures one pass; returns the bytes that it moved. */
  @Benchmark
  public long pass(Timed timed) {
    long moved = timed.compute(probe(), BATCH);
    timed.rate(Metrics.BANDWIDTH, moved / 1e9);
    return moved;
  }
}
