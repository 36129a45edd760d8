package dev.tare.facts;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Pattern;

/** The JVM that runs this, and what it makes of the limits around it. */
final class JvmFacts {
  /** Switches and numbers only: a flag that holds a path or a text may hold a secret. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "-X(int|comp|mixed|batch)|-Xshare:\\w+|-X(ms|mx|mn|ss)\\d+[kmgtKMGT]?"
              + "|-XX:[+-]\\w+|-XX:\\w+=\\d+(\\.\\d+)?[kmgtKMGT]?");

  private JvmFacts() {}

  static void read(FactSheet sheet) {
    sheet.put("jdk.vendor", System.getProperty("java.vendor"));
    sheet.put("jdk.version", System.getProperty("java.runtime.version"));
    sheet.put("jdk.vm", System.getProperty("java.vm.name"));
    sheet.put("jdk.mode", System.getProperty("java.vm.info"));
    sheet.put("kernel.arch", System.getProperty("os.arch"));
    sheet.put(
        "jdk.collector",
        collector(
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .toList()));
    sheet.put("jdk.flags", flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    sheet.put("limits.jvm.processors", Runtime.getRuntime().availableProcessors());
    sheet.put("limits.jvm.maxHeapBytes", Runtime.getRuntime().maxMemory());
  }

  /** Returns the collector as its flag names it, told from the names of its beans. */
  static String collector(List<String> beans) {
    String names = String.join(", ", beans);
    if (names.contains("G1")) {
      return "G1";
    } else if (names.contains("Copy") || names.contains("MarkSweepCompact")) {
      return "Serial";
    } else if (names.contains("PS ")) {
      return "Parallel";
    } else if (names.contains("ZGC")) {
      return "Z";
    }
    return names.contains("Shenandoah") ? "Shenandoah" : names;
  }

  static String flags(List<String> arguments) {
    return String.join(" ", arguments.stream().filter(HARMLESS.asMatchPredicate()).toList());
  }
}
