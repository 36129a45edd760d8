package dev.tare.facts;

import dev.tare.proc.Cgroups;
import dev.tare.proc.CpuList;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The limits that took effect, read back from inside: from cgroup version 1 or 2, whichever holds
 * the controller. Of a limit that holds for a whole branch, the tightest of the groups that can be
 * seen counts. {@code unlimited} is said by the system; what it does not say is absent.
 */
final class LimitFacts {
  private static final String UNLIMITED = "unlimited";

  /** Version 1 writes no limit as the largest multiple of a page below 2^63. */
  private static final long V1_UNLIMITED = 1L << 62;

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
    limits.cgroups.chain("cpu").ifPresent(limits::cpuTime);
    limits.cgroups.chain("cpuset").ifPresent(limits::cpuSet);
    limits.cgroups.chain("memory").ifPresent(limits::memory);
    limits.cgroups.chain("pids").ifPresent(limits::pids);
    resources(files, sheet);
  }

  private void cpuTime(Cgroups.Chain chain) {
    sheet.put("limits.cgroupVersion", chain.version());
    boolean v1 = chain.version() == 1;
    String share = v1 ? "shares" : "weight";
    sheet.put("limits.cpu." + share, own(chain, "cpu." + share));
    Optional<Double> tightest = Optional.empty();
    boolean said = false;
    for (String folder : chain.folders()) {
      Optional<String> quota = v1 ? quotaV1(folder) : files.line(folder + "/cpu.max");
      said |= quota.isPresent();
      Optional<Double> cpus = quota.flatMap(LimitFacts::quotaCpus);
      if (cpus.isPresent() && (tightest.isEmpty() || cpus.get() < tightest.get())) {
        tightest = cpus;
      }
    }
    String none = said ? UNLIMITED : null;
    sheet.put("limits.cpu.quotaCpus", tightest.map(LimitFacts::decimal).orElse(none));
  }

  /** In the words of version 2: quota and period, us. */
  private Optional<String> quotaV1(String folder) {
    Optional<String> quota = files.line(folder + "/cpu.cfs_quota_us");
    Optional<String> period = files.line(folder + "/cpu.cfs_period_us");
    return quota.flatMap(us -> period.map(every -> us + " " + every));
  }

  /** CPUs of a line {@code quota period}; absent where the quota is {@code max} or -1. */
  static Optional<Double> quotaCpus(String max) {
    String[] fields = max.split("\\s+");
    OptionalLong quota = ProcText.number(fields[0]);
    OptionalLong period = fields.length > 1 ? ProcText.number(fields[1]) : OptionalLong.empty();
    if (quota.orElse(-1) < 0 || period.orElse(0) <= 0) {
      return Optional.empty();
    }
    return Optional.of((double) quota.getAsLong() / period.getAsLong());
  }

  private void cpuSet(Cgroups.Chain chain) {
    List<String> names =
        chain.version() == 1
            ? List.of("cpuset.effective_cpus", "cpuset.cpus")
            : List.of("cpuset.cpus.effective");
    cpus(
        sheet,
        "limits.cpu.set",
        chain.folders().stream()
            .flatMap(folder -> names.stream().map(name -> folder + "/" + name))
            .flatMap(file -> files.line(file).stream())
            .findFirst());
  }

  private void memory(Cgroups.Chain chain) {
    if (chain.version() == 2) {
      sheet.put("limits.memory.maxBytes", tightest(chain, "memory.max"));
      sheet.put("limits.memory.highBytes", tightest(chain, "memory.high"));
      sheet.put("limits.memory.lowBytes", own(chain, "memory.low"));
      sheet.put("limits.swap.maxBytes", tightest(chain, "memory.swap.max"));
      return;
    }
    Optional<String> memory = tightest(chain, "memory.limit_in_bytes");
    Optional<String> both = tightest(chain, "memory.memsw.limit_in_bytes");
    sheet.put("limits.memory.maxBytes", memory);
    sheet.put(
        "limits.memory.softBytes",
        own(chain, "memory.soft_limit_in_bytes").flatMap(LimitFacts::limit));
    sheet.put("limits.swap.maxBytes", both.flatMap(sum -> swap(sum, memory)));
  }

  /** Version 1 limits memory and swap together. */
  private static Optional<String> swap(String both, Optional<String> memory) {
    OptionalLong sum = ProcText.number(both);
    OptionalLong max = memory.map(ProcText::number).orElse(OptionalLong.empty());
    if (sum.isEmpty()) {
      return Optional.of(UNLIMITED);
    }
    return max.isPresent()
        ? Optional.of(Long.toString(Math.max(0, sum.getAsLong() - max.getAsLong())))
        : Optional.empty();
  }

  private void pids(Cgroups.Chain chain) {
    sheet.put("limits.pids.max", tightest(chain, "pids.max"));
  }

  /** Of the innermost group that has the controller: LXC runs commands in one without any. */
  private Optional<String> own(Cgroups.Chain chain, String name) {
    return chain.folders().stream()
        .flatMap(folder -> files.line(folder + "/" + name).stream())
        .findFirst();
  }

  private Optional<String> tightest(Cgroups.Chain chain, String name) {
    List<String> said =
        chain.folders().stream()
            .flatMap(folder -> files.line(folder + "/" + name).stream())
            .flatMap(value -> limit(value).stream())
            .toList();
    OptionalLong least =
        said.stream().map(ProcText::number).flatMapToLong(OptionalLong::stream).min();
    if (least.isPresent()) {
      return Optional.of(Long.toString(least.getAsLong()));
    }
    return said.isEmpty() ? Optional.empty() : Optional.of(UNLIMITED);
  }

  /** A limit as written: a number, or the ways in which the two versions write none. */
  private static Optional<String> limit(String value) {
    OptionalLong number = ProcText.number(value);
    if (value.equals("max") || number.orElse(0) >= V1_UNLIMITED) {
      return Optional.of(UNLIMITED);
    }
    return number.isPresent() ? Optional.of(value) : Optional.empty();
  }

  /** The soft limits of /proc/self/limits: a name of several words, then soft, hard and unit. */
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
