package dev.tare.facts;

import dev.tare.proc.Cgroups;
import dev.tare.proc.CpuList;
import dev.tare.proc.GroupLimits;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The limits that took effect, read back from inside: from cgroup version 1 or 2, whichever holds
 * the controller. Of a limit that holds for a whole branch, the tightest of the groups that can be
 * seen counts. {@code unlimited} is said by the system; what it does not say is absent.
 */
final class LimitFacts {
  private static final String UNLIMITED = "unlimited";

  private final ProcFiles files;
  private final Cgroups cgroups;
  private final FactSheet sheet;

  private LimitFacts(ProcFiles files, FactSheet sheet) {
    this.files = files;
    this.cgroups = Cgroups.read(files);
    this.sheet = sheet;
  }

  static void read(ProcFiles files, FactSheet sheet) {
    LimitFacts limits = new LimitFacts(files, sheet);
    cpus(
        sheet,
        "limits.cpu.affinity",
        ProcText.value(files.text("proc/self/status").orElse(""), "Cpus_allowed_list"));
    limits
        .cgroups
        .chain("cpu")
        .ifPresent(
            chain -> {
              sheet.put("limits.cgroupVersion", chain.version());
              limits.cpuTime(limits.of(chain), chain.version() == 1);
            });
    limits
        .cgroups
        .chain("cpuset")
        .ifPresent(chain -> cpus(sheet, "limits.cpu.set", limits.of(chain).cpuset()));
    limits
        .cgroups
        .chain("memory")
        .ifPresent(chain -> limits.memory(limits.of(chain), chain.version() == 1));
    limits
        .cgroups
        .chain("pids")
        .ifPresent(chain -> sheet.put("limits.pids.max", tightest(limits.of(chain), "pids.max")));
    resources(files, sheet);
  }

  private GroupLimits of(Cgroups.Chain chain) {
    return new GroupLimits(chain.folders(), files::line);
  }

  private void cpuTime(GroupLimits limits, boolean v1) {
    String share = v1 ? "shares" : "weight";
    sheet.put("limits.cpu." + share, limits.own("cpu." + share));
    OptionalDouble quota = limits.quotaCpus();
    String none = limits.countsQuota() ? UNLIMITED : null;
    sheet.put("limits.cpu.quotaCpus", quota.isPresent() ? decimal(quota.getAsDouble()) : none);
  }

  private void memory(GroupLimits limits, boolean v1) {
    if (!v1) {
      sheet.put("limits.memory.maxBytes", tightest(limits, "memory.max"));
      sheet.put("limits.memory.highBytes", tightest(limits, "memory.high"));
      sheet.put("limits.memory.lowBytes", limits.own("memory.low"));
      sheet.put("limits.swap.maxBytes", tightest(limits, "memory.swap.max"));
      return;
    }
    Optional<String> both = tightest(limits, "memory.memsw.limit_in_bytes");
    sheet.put("limits.memory.maxBytes", tightest(limits, "memory.limit_in_bytes"));
    sheet.put(
        "limits.memory.softBytes",
        limits.own("memory.soft_limit_in_bytes").map(text -> said(GroupLimits.limit(text))));
    OptionalLong max = limits.tightest("memory.limit_in_bytes");
    sheet.put("limits.swap.maxBytes", both.flatMap(sum -> swap(sum, max)));
  }

  /** Knows that version 1 limits memory and swap together. */
  private static Optional<String> swap(String both, OptionalLong memory) {
    OptionalLong sum = ProcText.number(both);
    if (sum.isEmpty()) {
      return Optional.of(UNLIMITED);
    }
    return memory.isPresent()
        ? Optional.of(Long.toString(Math.max(0, sum.getAsLong() - memory.getAsLong())))
        : Optional.empty();
  }

  /** A limit that may be had, whether or not it is: absent where no group has the file. */
  private static Optional<String> tightest(GroupLimits limits, String file) {
    return limits.own(file).map(any -> said(limits.tightest(file)));
  }

  private static String said(OptionalLong limit) {
    return limit.isPresent() ? Long.toString(limit.getAsLong()) : UNLIMITED;
  }

  /**
   * Reads the soft limits of /proc/self/limits: a name of several words, then soft, hard and unit.
   */
  private static void resources(ProcFiles files, FactSheet sheet) {
    String limits = files.text("proc/self/limits").orElse("");
    sheet.put("limits.files", soft(limits, "Max open files"));
    sheet.put("limits.processes", soft(limits, "Max processes"));
    sheet.put("limits.lockedMemoryBytes", soft(limits, "Max locked memory"));
  }

  private static Optional<String> soft(String limits, String name) {
    return ProcText.value(limits, name).map(columns -> columns.split("\\s+")[0]);
  }

  private static void cpus(FactSheet sheet, String name, Optional<String> list) {
    sheet.put(name, list);
    list.flatMap(CpuList::parse).ifPresent(cpus -> sheet.put(name + "Count", cpus.size()));
  }

  private static String decimal(double cpus) {
    String text = String.format(Locale.ROOT, "%.3f", cpus);
    return text.replaceAll("\\.?0+$", "");
  }
}
