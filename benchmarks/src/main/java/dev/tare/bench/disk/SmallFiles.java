package dev.tare.bench.disk;

import dev.tare.bench.capture.ProbeBenchmark;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/**
 * What do many small files cost?
 *
 * <p>One operation on file after file of a tree, which builds, package managers and mail servers do
 * all day: create (open, write, close), stat, rename within a directory, unlink. It shows the file
 * system and what a layer puts above it: an overlay looks names up in every layer and leaves a
 * whiteout behind an unlink, a shared folder asks another process. Expect a bind mount or a volume
 * as fast as the host, an overlay somewhat slower, and a guest with a disk of its own as fast as
 * its file system is, since nothing is synced. It tells nothing of files of a lower layer, see
 * {@link CopyUp}, and nothing of names that are not in the kernel's caches.
 *
 * <p>Files are created until the tree is full, which is then emptied, untimed; unlinked the other
 * way round. Each thread has a tree of its own, in the folder of the data, and it goes with the
 * fork.
 *
 * <p>{@code java -jar target/benchmarks.jar disk.SmallFiles -p op=create,stat,rename,unlink}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SmallFiles extends ProbeBenchmark {
  /** Takes from 0.5 us of a stat to 30 us of a create. */
  private static final int BATCH = 100;

  @Param("create")
  @Takes("create|stat|rename|unlink")
  public String op;

  /** Counts those in the tree, from 100 to a million. */
  @Param("4096")
  public int files;

  /** Is the size of each file, from 0 to 1 MiB. */
  @Param("4096")
  public int bytes;

  /** Counts the files in a directory. */
  @Param("256")
  public int width;

  @Override
  protected Probe open() {
    return Probe.open(
        "small-files",
        Map.of(
            "folder", DataFolder.choose(DataFolder.candidates(), false),
            "op", op,
            "files", files,
            "bytes", bytes,
            "width", width));
  }

  /** Measures one file. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long operate(Timed timed) {
    return timed.batch(probe(), BATCH);
  }
}
