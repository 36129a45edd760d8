package dev.tare.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says how much of this host is in use. Taken before and after something that loads it, the two
 * prove that the host is back, or say what is not.
 *
 * @param processes ids in /proc, from 1; threads not counted
 * @param running tasks on a CPU or waiting for one, the reader among them, from 1, /proc/loadavg;
 *     at once what the load average shows only minutes later; absent where that is unreadable
 * @param availableBytes memory that could be had without swapping, /proc/meminfo; absent before
 *     Linux 3.14
 */
public record HostState(int processes, OptionalLong running, OptionalLong availableBytes) {
  private static final Pattern RUNNING = Pattern.compile("(?:\\S+ ){3}(\\d+)/\\d+ .*");

  /** A host does other things too: that many processes, running tasks, bytes come and go. */
  private static final int OTHER_PROCESSES = 16;

  private static final int OTHER_RUNNING = 4;
  private static final long OTHER_BYTES = 256L << 20;

  /** Returns the host's state now. */
  public static HostState read(ProcFiles files) {
    int processes = 0;
    for (String name : files.names("proc")) {
      processes += Character.isDigit(name.charAt(0)) ? 1 : 0;
    }
    Matcher running = RUNNING.matcher(files.line("proc/loadavg").orElse(""));
    String available =
        files
            .text("proc/meminfo")
            .flatMap(meminfo -> ProcText.value(meminfo, "MemAvailable"))
            .map(value -> value.replace(" kB", ""))
            .orElse("");
    OptionalLong kib = ProcText.number(available);
    return new HostState(
        processes,
        running.matches() ? ProcText.number(running.group(1)) : OptionalLong.empty(),
        kib.isPresent() ? OptionalLong.of(kib.getAsLong() * 1024) : kib);
  }

  /**
   * Returns what is still in use that was not before, beyond what a host does by itself (16
   * processes, 4 running tasks, 256 MiB).
   *
   * @return one line for each; none: the host is back
   */
  public List<String> missingSince(HostState before) {
    List<String> missing = new ArrayList<>();
    if (processes > before.processes + OTHER_PROCESSES) {
      missing.add(processes + " processes, " + before.processes + " before");
    }
    if (running.orElse(0) > before.running.orElse(Long.MAX_VALUE - OTHER_RUNNING) + OTHER_RUNNING) {
      missing.add(
          running.getAsLong() + " running tasks, " + before.running.getAsLong() + " before");
    }
    if (availableBytes.orElse(Long.MAX_VALUE) < before.availableBytes.orElse(0) - OTHER_BYTES) {
      missing.add(
          (availableBytes.getAsLong() >> 20)
              + " MiB available, "
              + (before.availableBytes.getAsLong() >> 20)
              + " MiB before");
    }
    return missing;
  }
}
