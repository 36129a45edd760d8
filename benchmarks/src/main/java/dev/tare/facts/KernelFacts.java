package dev.tare.facts;

import dev.tare.proc.ProcFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the kernel, its settings that change a measurement, and the distribution around it. */
final class KernelFacts {
  private static final String CPU = "sys/devices/system/cpu/";
  private static final String THP = "sys/kernel/mm/transparent_hugepage/";
  private static final String CLOCK = "sys/devices/system/clocksource/clocksource0/";

  private KernelFacts() {}

  static void read(ProcFiles files, FactSheet sheet) {
    sheet.put("kernel.release", files.line("proc/sys/kernel/osrelease"));
    sheet.put("kernel.build", files.line("proc/sys/kernel/version"));
    sheet.put("kernel.aslr", files.line("proc/sys/kernel/randomize_va_space"));
    sheet.put("kernel.perfEventParanoid", files.line("proc/sys/kernel/perf_event_paranoid"));
    sheet.put("kernel.swappiness", files.line("proc/sys/vm/swappiness"));
    sheet.put("kernel.overcommit", files.line("proc/sys/vm/overcommit_memory"));
    sheet.put("kernel.ksm", files.line("sys/kernel/mm/ksm/run"));
    // A kernel without pressure accounting has no folder; with psi=0 reading fails.
    sheet.put("kernel.pressure", files.text("proc/pressure/cpu").isPresent() ? "on" : "off");
    sheet.put("numa.balancing", files.line("proc/sys/kernel/numa_balancing"));
    sheet.put("clocksource.current", files.line(CLOCK + "current_clocksource"));
    sheet.put("clocksource.available", files.line(CLOCK + "available_clocksource"));
    sheet.put("thp.enabled", files.line(THP + "enabled").flatMap(KernelFacts::chosen));
    sheet.put("thp.defrag", files.line(THP + "defrag").flatMap(KernelFacts::chosen));
    mitigations(files, sheet);
    hugePages(files, sheet);
    distribution(files, sheet);
  }

  private static void mitigations(ProcFiles files, FactSheet sheet) {
    for (String name : files.names(CPU + "vulnerabilities")) {
      sheet.put("mitigations." + name, files.line(CPU + "vulnerabilities/" + name));
    }
  }

  /** Reads those of each size, such as {@code hugepages.2048kB.total}. */
  private static void hugePages(ProcFiles files, FactSheet sheet) {
    for (String size : files.names("sys/kernel/mm/hugepages")) {
      String folder = "sys/kernel/mm/hugepages/" + size;
      String name = "hugepages." + size.replaceFirst("^hugepages-", "");
      sheet.put(name + ".total", files.line(folder + "/nr_hugepages"));
      sheet.put(name + ".free", files.line(folder + "/free_hugepages"));
    }
  }

  private static void distribution(ProcFiles files, FactSheet sheet) {
    List<String> lines = files.lines("etc/os-release");
    Map<String, String> release =
        (lines.isEmpty() ? files.lines("usr/lib/os-release") : lines)
            .stream()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> unquoted(pair[1]), (a, b) -> b));
    sheet.put("os.name", release.get("PRETTY_NAME"));
    sheet.put("os.id", release.get("ID"));
    sheet.put("os.version", release.get("VERSION_ID"));
  }

  /** Returns the choice in brackets of a line such as {@code always [madvise] never}. */
  static Optional<String> chosen(String line) {
    int start = line.indexOf('[');
    int end = line.indexOf(']', start);
    return start >= 0 && end > start
        ? Optional.of(line.substring(start + 1, end))
        : Optional.empty();
  }

  private static String unquoted(String value) {
    return value.replaceAll("^['\"]|['\"]$", "");
  }
}
