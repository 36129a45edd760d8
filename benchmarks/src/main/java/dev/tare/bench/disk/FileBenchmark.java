package dev.tare.bench.disk;

import dev.tare.bench.capture.ProbeBenchmark;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.TakesAbout;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import dev.tare.result.Metrics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Describes what the disk benchmarks share: the data file that all threads open, and how it is
 * opened.
 *
 * <p>With {@code direct=true} O_DIRECT is proven or the benchmark fails; with {@code direct=false}
 * the file is read through once before the first access, so that what fits in memory is in the page
 * cache from the start, and that is warned about: it is then memory that is measured.
 */
@TakesAbout(preparing = 3)
@TakesAbout(where = "size=256m", preparing = 1)
@TakesAbout(where = "size=5g", preparing = 15)
public abstract class FileBenchmark extends ProbeBenchmark {
  private static final double NEARLY_ALL = 0.99;
  private static final AtomicBoolean SAID = new AtomicBoolean();

  /** Is the size of the data file: whole MiB or GiB, such as {@code 256m} or {@code 5g}. */
  @Param("1g")
  @Takes(value = "[1-9]\\d{0,8}[mMgG]", like = "whole MiB or GiB, such as 256m or 5g")
  public String size;

  /** Says whether the page cache is bypassed. */
  @Param("true")
  public boolean direct;

  /** Opens the data file in the folder that {@link DataFolder} chooses. */
  final Probe open(String name, Map<String, ?> config) {
    Path folder = DataFolder.choose(DataFolder.candidates(), direct);
    Map<String, Object> all = new HashMap<>(config);
    all.put("folder", folder);
    all.put("size", FileSize.of(size).bytes());
    all.put("direct", direct ? 1 : 0);
    Probe probe = Probe.open(name, all);
    if (SAID.compareAndSet(false, true)) {
      say(folder, probe);
    }
    return probe;
  }

  /** After each iteration: one thread tells how much of the file is in the page cache. */
  @TearDown(Level.Iteration)
  public void tellCached(Timed timed, ThreadParams thread) {
    if (thread.getThreadIndex() == 0) {
      timed.count(Metrics.PAGE_CACHE, cachedShare(probe()));
    }
  }

  private static double cachedShare(Probe probe) {
    return (double) probe.counter("cachedPages") / probe.counter("pages");
  }

  private void say(Path folder, Probe probe) {
    System.out.println(
        "# Data file: " + size + " in " + folder + ", " + DataFolder.fileSystem(folder));
    if (!direct && cachedShare(probe) > NEARLY_ALL) {
      System.err.println(
          "warning: direct=false and the file fits in memory ("
              + size
              + " in "
              + folder
              + "): this measures the page cache, not the disk");
    }
  }
}
