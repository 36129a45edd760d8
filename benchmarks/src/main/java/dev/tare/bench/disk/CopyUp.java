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
 * What does the first write to a file of a lower layer cost?
 *
 * <p>Open, a write of 4 KiB at the start, close, of a file that nobody wrote to before. An overlay
 * copies the whole file up first, and syncs it, so that the cost goes by the file's size; a copy on
 * write of blocks, as under qcow2, or a plain file system, does not.
 *
 * <p>What is measured where: with {@code in=place} the folder of the data as it is. In a bind
 * mount, on tmpfs, on a raw disk that is the plain write, the baseline. Where that folder has
 * {@code tare-lower/BYTES/} from a layer below, its files are taken, each once: what has been
 * written does not come back. {@code docker(data=image)}, and podman's, has that from a layer of an
 * image, of 4096, 65536 and 1048576 bytes: so much a first write costs under the engine's own
 * storage. With {@code in=overlay} an overlay is mounted over files in the folder of the data,
 * attached nowhere and gone with the process: the same code of the kernel, any size, any number of
 * times. It takes root with CAP_SYS_ADMIN: the host, lxc, a guest, and not docker's defaults. In a
 * guest it lies on the guest's disk, be that raw or in a qcow2 overlay.
 *
 * <p>The files are in the page cache; of a small one the sync is most of the cost.
 *
 * <p>{@code java -jar target/benchmarks.jar disk.CopyUp -p in=overlay -p bytes=4096,67108864}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CopyUp extends ProbeBenchmark {
  /** Files of a batch: each is there twice. */
  private static final int BATCH = 4;

  /** place: the folder as it is; overlay: an overlay of its own over it. */
  @Param("place")
  @Takes("place|overlay")
  public String in;

  /** Is the size of each file, from 1 to 1 GiB. */
  @Param("4096")
  public int bytes;

  @Override
  protected Probe open() {
    return Probe.open(
        "copy-up",
        Map.of(
            "folder", DataFolder.choose(DataFolder.candidates(), false),
            "in", in,
            "bytes", bytes));
  }

  /** One file's first write. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long write(Timed timed) {
    return timed.batch(probe(), BATCH);
  }
}
