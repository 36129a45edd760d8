package dev.tare.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Describes what rows depend on in this machine. */
final class Machine {
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final long UNKNOWN_CACHE_BYTES = 32L << 20;
  private static final int CACHE_MULTIPLE = 4;

  /** Whole kB for likwid-bench, whole vectors for both. */
  private static final long STEP_BYTES = 2_048_000;

  private Machine() {}

  /** The CPU of a server whose client is on CPU 0: CPU 1 where there is one. */
  static int serverCpu() {
    return Math.min(1, Runtime.getRuntime().availableProcessors() - 1);
  }

  /** The size of an array that is four times the last-level cache, rounded up. */
  static long arrayBytes() {
    return arrayBytes(cacheBytes());
  }

  static long arrayBytes(long cacheBytes) {
    return ((CACHE_MULTIPLE * cacheBytes + STEP_BYTES - 1) / STEP_BYTES) * STEP_BYTES;
  }

  private static long cacheBytes() {
    try (Stream<Path> caches = Files.list(CACHES)) {
      List<Path> indexes =
          caches
              .filter(path -> path.getFileName().toString().startsWith("index"))
              .sorted(Comparator.reverseOrder())
              .toList();
      return cacheBytes(Files.readString(indexes.get(0).resolve("size")));
    } catch (IOException | RuntimeException e) {
      return UNKNOWN_CACHE_BYTES;
    }
  }

  /** The size as sysfs writes it: {@code 32768K}. */
  static long cacheBytes(String size) {
    return Long.parseLong(size.strip().replace("K", "")) << 10;
  }
}
