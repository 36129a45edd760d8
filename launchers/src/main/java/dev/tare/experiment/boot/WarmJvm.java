package dev.tare.experiment.boot;

import dev.tare.experiment.TrialPlan;
import dev.tare.launch.Beginning;
import dev.tare.launch.Places;
import dev.tare.launch.Script;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs first in a container that is saved: works until its code is compiled, and then says every
 * millisecond that it runs, so that one that goes on from here says so at once.
 */
public final class WarmJvm {
  private static final int ROUNDS = 20_000;
  private static final int WORK = 1_000;
  private static final long PAUSE_NS = 1_000_000;

  private WarmJvm() {}

  /**
   * Returns the command, inside. What it has open has to be found again inside: its output is not
   * the log of whoever started it, and it has no shared counters.
   */
  static List<String> words() {
    return Script.of(
            "silent",
            Places.USERLAND_JAVA,
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-cp",
            Places.SHIPPED + "/" + TrialPlan.JAR,
            WarmJvm.class.getName(),
            Beginning.PIPE)
        .words();
  }

  /**
   * Goes on until it is ended.
   *
   * @param words the pipe
   */
  public static void main(String[] words) throws IOException {
    long sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      sum += work(i);
    }
    try (FileOutputStream pipe = new FileOutputStream(words[0])) {
      // What was worked out is used, or it would not have been worked out.
      while (sum != 1) {
        pipe.write('\n');
        sum += work(2) & ~1;
        LockSupport.parkNanos(PAUSE_NS);
      }
    }
  }

  private static long work(int seed) {
    long sum = seed;
    for (int i = 1; i <= WORK; i++) {
      sum = 2 * (sum * 31 + i);
    }
    return sum;
  }
}
