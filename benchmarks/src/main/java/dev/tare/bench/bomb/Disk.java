package dev.tare.bench.bomb;

import dev.tare.bench.capture.Timed;
import dev.tare.result.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What does a neighbour do to others that makes the disk commit one small write after another?
 *
 * <p>Synchronous writes of 4 KiB (O_SYNC) from the start of a file to its end, and again; each
 * forces the journal and the device's cache. A victim on the same disk shows whether the layer
 * shares its queue fairly (Chaufournier 2016, 4.2: up to 8 times the latency). The file has no
 * name, so that nothing is left whatever dies; it lies in {@code -Dtare.data=DIR}, by default
 * {@code /data} where there is one, else {@code /var/tmp}. A folder in RAM is refused.
 *
 * <p>One operation is one explosion, hence a single shot: its time is the time that was asked for,
 * and says only that the bomb ended. What it did is the secondary metric {@code bomb.synced}, per
 * second; what the limits around it refused is {@code bomb.refused}.
 *
 * <p>{@code java -Dtare.allowBareBombs=true -jar target/benchmarks.jar bomb.Disk} (without the
 * property inside an environment with limits)
 */
public class Disk extends Bomb {
  /**
   * Size of the file, from 4 KiB; to 1 GiB, and half of what is free, where nothing surrounds it.
   */
  @Param("67108864")
  public long bytes;

  @Override
  String probe() {
    return "bomb-disk";
  }

  @Override
  Map<String, ?> limits() {
    return Map.of("bytes", bytes, "dir", folder());
  }

  /** Small writes are committed until the time is over. */
  @Benchmark
  public long explosion(Timed timed) {
    return explode(timed, Metrics.SYNCED);
  }

  private static String folder() {
    return System.getProperty(
        "tare.data", Files.isDirectory(Path.of("/data")) ? "/data" : "/var/tmp");
  }
}
