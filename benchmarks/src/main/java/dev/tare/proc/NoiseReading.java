package dev.tare.proc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Holds what disturbed this process so far: counters, to be subtracted from a later reading. Each
 * is absent, never 0, where the system does not count it.
 *
 * <p>The figures that are summed over threads lose what a thread had counted when it ends, so a
 * difference may be too small, or even negative, where threads ended between two readings.
 *
 * @param stealNs time stolen by the hypervisor, all CPUs, since boot; steps of 10 ms (/proc/stat)
 * @param runDelayNs time runnable but waiting for a CPU, sum over the threads that run the
 *     benchmark (/proc/self/task/&#42;/schedstat); absent where the kernel does not account it
 * @param psiCpuUs time in which some task of the system waited for a CPU (/proc/pressure/cpu)
 * @param psiIoUs the same for I/O (/proc/pressure/io)
 * @param psiMemoryUs the same for memory (/proc/pressure/memory)
 * @param throttledUs time for which a CPU quota stopped the run queues of the process's group and
 *     of the groups around it, summed over CPUs (cgroup cpu.stat)
 * @param involuntarySwitches nonvoluntary_ctxt_switches, sum over the same threads
 *     (/proc/self/task/&#42;/status)
 * @param majorFaults page faults that read from disk, whole process (/proc/self/stat)
 * @param cpuTimeNs user and system time of the whole process; steps of 10 ms (/proc/self/stat)
 * @param frequencyMhz a state, not a counter: the mean frequency of the CPUs that the process may
 *     run on, now (cpufreq's scaling_cur_freq; else /proc/cpuinfo where the kernel measures it)
 * @param threads how many threads {@code runDelayNs} is summed over, now
 * @param cpus how many CPUs {@code stealNs} is summed over, now (/proc/stat)
 */
public record NoiseReading(
    OptionalLong stealNs,
    OptionalLong runDelayNs,
    OptionalLong psiCpuUs,
    OptionalLong psiIoUs,
    OptionalLong psiMemoryUs,
    OptionalLong throttledUs,
    OptionalLong involuntarySwitches,
    OptionalLong majorFaults,
    OptionalLong cpuTimeNs,
    OptionalDouble frequencyMhz,
    OptionalLong threads,
    OptionalLong cpus) {

  /** Reads all counters once; well below 1 ms where there are few threads and CPUs. */
  public static NoiseReading read(ProcFiles files) {
    Threads threads = Threads.read(files);
    Optional<String> self = files.text("proc/self/stat");
    Optional<String> stat = files.text("proc/stat");
    return new NoiseReading(
        stat.map(ProcText::stealNs).orElse(OptionalLong.empty()),
        threads.runDelayNs(),
        pressure(files, "cpu"),
        pressure(files, "io"),
        pressure(files, "memory"),
        throttledUs(files),
        threads.involuntarySwitches(),
        self.map(ProcText::majorFaults).orElse(OptionalLong.empty()),
        self.map(ProcText::cpuTimeNs).orElse(OptionalLong.empty()),
        Frequency.meanMhz(files),
        threads.count(),
        stat.map(ProcText::cpus).orElse(OptionalLong.empty()));
  }

  private static OptionalLong pressure(ProcFiles files, String resource) {
    return files
        .text("proc/pressure/" + resource)
        .map(ProcText::someUs)
        .orElse(OptionalLong.empty());
  }

  /** A group counts only what its own quota did, so those of the groups around it are added. */
  private static OptionalLong throttledUs(ProcFiles files) {
    long sum = 0;
    boolean counted = false;
    Optional<Cgroups.Chain> chain = Cgroups.read(files).chain("cpu");
    for (String folder : chain.map(Cgroups.Chain::folders).orElse(List.of())) {
      OptionalLong us =
          files.text(folder + "/cpu.stat").map(ProcText::throttledUs).orElse(OptionalLong.empty());
      sum += us.orElse(0);
      counted |= us.isPresent();
    }
    return counted ? OptionalLong.of(sum) : OptionalLong.empty();
  }
}
