package dev.tare.bench.app;

import dev.tare.proc.ProcFiles;
import java.util.List;
import java.util.Set;

/** Chooses which of OpenBLAS's code a processor can run, by what it is called there. */
public final class CoreType {
  private static final String ARM = "ARMV8";

  /** Each runs on what runs a later one. */
  private static final List<String> LADDER = List.of("Prescott", "Sandybridge", "Haswell");

  private CoreType() {}

  /** The best that this machine's processor can run. */
  public static String ofThisMachine() {
    return System.getProperty("os.arch").equals("aarch64") ? ARM : of(flags(ProcFiles.system()));
  }

  /** Goes by its instructions, not by its name: machines of one kind and their guests are alike. */
  static String of(Set<String> flags) {
    if (flags.contains("avx2") && flags.contains("fma")) {
      return LADDER.get(2);
    }
    return LADDER.get(flags.contains("avx") ? 1 : 0);
  }

  /**
   * Refuses what would end the fork by a signal.
   *
   * @throws IllegalStateException in one line
   */
  static void check(String pinned) {
    String own = ofThisMachine();
    if (LADDER.contains(pinned) && LADDER.indexOf(pinned) > LADDER.indexOf(own)) {
      throw new IllegalStateException(
          "this processor lacks instructions of " + pinned + ": pin all to -p core=" + own);
    }
  }

  private static Set<String> flags(ProcFiles files) {
    return files.lines("/proc/cpuinfo").stream()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> Set.of(line.substring(line.indexOf(':') + 1).strip().split(" +")))
        .orElse(Set.of());
  }
}
