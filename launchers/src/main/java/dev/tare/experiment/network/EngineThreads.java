package dev.tare.experiment.network;

import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * CPU time of the QEMU processes that this program has started, and of the kernel threads that move
 * their packets (vhost).
 *
 * @param qemu the pids
 * @param vhost kernel threads of their own, before Linux 6.4; later they are threads of QEMU
 */
record EngineThreads(ProcFiles files, List<Long> qemu, List<Long> vhost) {
  private static final String QEMU = "qemu-system";
  private static final String VHOST = "vhost-";
  private static final long NS_PER_US = 1000;

  /** What they have used, us; absent where there are no such threads. */
  record Usage(OptionalLong qemuUs, OptionalLong vhostUs) {
    static final Usage NONE = new Usage(OptionalLong.empty(), OptionalLong.empty());
  }

  /** The guests that run now, as children of this process. */
  static Set<Long> running() {
    return ProcessHandle.current()
        .descendants()
        .filter(one -> one.info().command().filter(name -> name.contains(QEMU)).isPresent())
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  /**
   * Those that have come since.
   *
   * @param before {@link #running} then
   */
  static EngineThreads since(Set<Long> before, ProcFiles files) {
    List<Long> qemu = running().stream().filter(pid -> !before.contains(pid)).toList();
    return new EngineThreads(files, qemu, kernelThreads(files, qemu));
  }

  private static List<Long> kernelThreads(ProcFiles files, List<Long> qemu) {
    if (qemu.isEmpty()) {
      return List.of();
    }
    List<String> names = qemu.stream().map(pid -> VHOST + pid).toList();
    return files.names("proc").stream()
        .filter(name -> name.matches("\\d+"))
        .filter(pid -> names.contains(files.line("proc/" + pid + "/comm").orElse("")))
        .map(Long::valueOf)
        .toList();
  }

  /** What all of them have used until now. */
  Usage read() {
    if (qemu.isEmpty()) {
      return Usage.NONE;
    }
    long qemuNs = 0;
    long vhostNs = 0;
    boolean anyVhost = !vhost.isEmpty();
    for (long pid : qemu) {
      for (String task : files.names("proc/" + pid + "/task")) {
        String folder = "proc/" + pid + "/task/" + task;
        boolean own = files.line(folder + "/comm").filter(n -> n.startsWith(VHOST)).isPresent();
        anyVhost |= own;
        vhostNs += own ? onCpuNs(folder) : 0;
        qemuNs += own ? 0 : onCpuNs(folder);
      }
    }
    for (long pid : vhost) {
      vhostNs += onCpuNs("proc/" + pid);
    }
    return new Usage(
        OptionalLong.of(qemuNs / NS_PER_US),
        anyVhost ? OptionalLong.of(vhostNs / NS_PER_US) : OptionalLong.empty());
  }

  /** The first field of schedstat; 0 for a thread that has just ended. */
  private long onCpuNs(String folder) {
    return files
        .line(folder + "/schedstat")
        .map(line -> ProcText.number(line.split(" ")[0]))
        .orElse(OptionalLong.empty())
        .orElse(0);
  }
}
