package dev.tare.proc;

import java.util.OptionalLong;

/**
 * What the living threads of this process counted.
 *
 * @param runDelayNs time runnable but waiting for a CPU; absent where the kernel accounts no
 *     scheduling, which it shows as zeros for a thread that runs
 * @param involuntarySwitches times a thread was taken off its CPU
 */
record Threads(OptionalLong runDelayNs, OptionalLong involuntarySwitches) {

  /** A thread that ends while this reads is left out. */
  static Threads read(ProcFiles files) {
    long delayNs = 0;
    long switches = 0;
    boolean accounted = false;
    boolean counted = false;
    for (String thread : files.names("proc/self/task")) {
      String folder = "proc/self/task/" + thread;
      String[] run = files.line(folder + "/schedstat").orElse("").split(" ");
      // Time on a CPU, time waiting for one (both ns), turns on a CPU.
      if (run.length >= 3 && !run[2].equals("0")) {
        accounted = true;
        delayNs += ProcText.number(run[1]).orElse(0);
      }
      OptionalLong switched =
          ProcText.count(files.text(folder + "/status").orElse(""), "nonvoluntary_ctxt_switches");
      counted |= switched.isPresent();
      switches += switched.orElse(0);
    }
    return new Threads(
        accounted ? OptionalLong.of(delayNs) : OptionalLong.empty(),
        counted ? OptionalLong.of(switches) : OptionalLong.empty());
  }
}
