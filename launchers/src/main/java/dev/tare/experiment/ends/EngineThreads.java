package dev.tare.experiment.ends;

import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads the CPU time of a guest's QEMU, and of the kernel threads that move its packets (vhost).
 *
 * @param qemu its pid
 * @param vhost kernel threads of their own, before Linux 6.4; later they are threads of QEMU
 */
public record EngineThreads(ProcFiles files, String qemu, List<String> vhost) {
  private static final String VHOST = "vhost-";
  private static final long NS_PER_US = 1000;

  /** Returns those of a process. */
  public static EngineThreads of(ProcFiles files, String qemu) {
    List<String> vhost =
        files.names("proc").stream()
            .filter(name -> name.matches("\\d+"))
            .filter(
                pid ->
                    files.line("proc/" + pid + "/comm").filter((VHOST + qemu)::equals).isPresent())
            .toList();
    return new EngineThreads(files, qemu, vhost);
  }

  /** Returns what they have used until now, us; without vhost where there are no such threads. */
  public Map<CpuCount, Long> read() {
    long qemuNs = 0;
    long vhostNs = 0;
    boolean anyVhost = !vhost.isEmpty();
    for (String task : files.names("proc/" + qemu + "/task")) {
      String folder = "proc/" + qemu + "/task/" + task;
      boolean own = files.line(folder + "/comm").filter(n -> n.startsWith(VHOST)).isPresent();
      anyVhost |= own;
      vhostNs += own ? onCpuNs(folder) : 0;
      qemuNs += own ? 0 : onCpuNs(folder);
    }
    for (String pid : vhost) {
      vhostNs += onCpuNs("proc/" + pid);
    }
    Map<CpuCount, Long> us = new EnumMap<>(CpuCount.class);
    us.put(CpuCount.QEMU, qemuNs / NS_PER_US);
    if (anyVhost) {
      us.put(CpuCount.VHOST, vhostNs / NS_PER_US);
    }
    return us;
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
