package dev.tare.proc;

import java.util.List;
import java.util.OptionalLong;

/**
 * Holds what the living threads of this process counted: those that run benchmarks, or all where
 * none does. A JVM has a dozen threads besides, whose waiting for a CPU disturbs nobody.
 *
 * @param count how many they are; absent where the system does not tell
 * @param runDelayNs time runnable but waiting for a CPU; absent where the kernel accounts no
 *     scheduling, which it shows as zeros for a thread that runs
 * @param involuntarySwitches times a thread was taken off its CPU
 */
record Threads(OptionalLong count, OptionalLong runDelayNs, OptionalLong involuntarySwitches) {
  /**
   * JMH names its threads after the benchmark; of the name the kernel keeps 15 characters, of which
   * a JVM may use some for the name's end.
   */
  private static final String BENCHMARK = "dev.tar";

  private static final String TASK = "proc/self/task/";

  /** A thread that ends while this reads is left out. */
  static Threads read(ProcFiles files) {
    List<String> all = files.names("proc/self/task");
    List<String> measuring =
        all.stream()
            .filter(thread -> files.line(TASK + thread + "/comm").orElse("").startsWith(BENCHMARK))
            .toList();
    return sum(files, measuring.isEmpty() ? all : measuring);
  }

  private static Threads sum(ProcFiles files, List<String> threads) {
    long delayNs = 0;
    long switches = 0;
    boolean accounted = false;
    boolean counted = false;
    for (String thread : threads) {
      String[] run = files.line(TASK + thread + "/schedstat").orElse("").split(" ");
      // Time on a CPU, time waiting for one (both ns), turns on a CPU.
      if (run.length >= 3 && !run[2].equals("0")) {
        accounted = true;
        delayNs += ProcText.number(run[1]).orElse(0);
      }
      OptionalLong switched =
          ProcText.count(
              files.text(TASK + thread + "/status").orElse(""), "nonvoluntary_ctxt_switches");
      counted |= switched.isPresent();
      switches += switched.orElse(0);
    }
    return new Threads(
        threads.isEmpty() ? OptionalLong.empty() : OptionalLong.of(threads.size()),
        accounted ? OptionalLong.of(delayNs) : OptionalLong.empty(),
        counted ? OptionalLong.of(switches) : OptionalLong.empty());
  }
}
