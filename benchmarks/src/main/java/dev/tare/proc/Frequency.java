package dev.tare.proc;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** Says how fast the CPUs run now, where the system measures it. */
final class Frequency {
  private static final Pattern CPU_MHZ =
      Pattern.compile("(?m)^processor\\s*:\\s*(\\d+)$|^cpu MHz\\s*:\\s*([0-9.]+)$");

  private Frequency() {}

  /** The mean over the CPUs that this process may run on, MHz; absent in most guests. */
  static OptionalDouble meanMhz(ProcFiles files) {
    Set<Integer> allowed =
        ProcText.value(files.text("proc/self/status").orElse(""), "Cpus_allowed_list")
            .flatMap(CpuList::parse)
            .orElseGet(TreeSet::new);
    OptionalDouble driver =
        allowed.stream()
            .map(cpu -> "sys/devices/system/cpu/cpu" + cpu + "/cpufreq/scaling_cur_freq")
            .flatMap(file -> files.line(file).stream())
            .map(ProcText::number)
            .flatMapToLong(OptionalLong::stream)
            .mapToDouble(khz -> khz / 1000.0)
            .average();
    return driver.isPresent()
        ? driver
        : files.text("proc/cpuinfo").map(text -> measured(text, allowed)).orElse(driver);
  }

  /**
   * Returns what /proc/cpuinfo says of the CPUs. Only where the CPU has the counters APERF and
   * MPERF does the kernel measure it; elsewhere (in a guest) it is the constant rate of the time
   * stamp counter.
   */
  static OptionalDouble measured(String cpuinfo, Set<Integer> allowed) {
    if (!cpuinfo.contains(" aperfmperf ")) {
      return OptionalDouble.empty();
    }
    DoubleStream.Builder mhz = DoubleStream.builder();
    boolean counts = false;
    for (Matcher line = CPU_MHZ.matcher(cpuinfo); line.find(); ) {
      if (line.group(1) != null) {
        counts = allowed.contains(Integer.valueOf(line.group(1)));
      } else if (counts) {
        mhz.add(Double.parseDouble(line.group(2)));
      }
    }
    return mhz.build().average();
  }
}
