package dev.tare.facts;

import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorCache;
import oshi.hardware.CentralProcessor.ProcessorIdentifier;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;

/**
 * The CPU, its caches and the memory, by OSHI, which knows the ways of x86 and ARM. Not taken from
 * it: the microarchitecture (it calls a Zen 4 a Zen 3), the frequency (it may start lshw), and
 * whether this is a guest.
 */
final class HardwareFacts {
  /** Holds what changes the code that is run, or tells a guest from a machine. */
  private static final Set<String> FLAGS =
      Set.of(
          ("sse4_2 avx avx2 avx512f avx512bw avx512_vnni amx_tile aes vaes sha_ni pclmulqdq fma"
                  + " bmi2 popcnt erms fsrm rdtscp constant_tsc nonstop_tsc tsc_deadline_timer"
                  + " invpcid pcid x2apic avic ept npt vmx svm hypervisor aperfmperf arch_capabilities"
                  + " la57 pdpe1gb hwp"
                  // ARM
                  + " asimd sve sve2 atomics crc32 pmull sha2 sha512 asimddp bf16 i8mm dcpop lrcpc"
                  + " ecv bti paca")
              .split(" "));

  private HardwareFacts() {}

  static void read(FactSheet sheet) {
    HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
    CentralProcessor cpu = hardware.getProcessor();
    ProcessorIdentifier identity = cpu.getProcessorIdentifier();
    sheet.put("cpu.model", known(identity.getName()));
    sheet.put("cpu.vendor", known(identity.getVendor()));
    sheet.put("cpu.family", known(identity.getFamily()));
    sheet.put("cpu.modelNumber", known(identity.getModel()));
    sheet.put("cpu.stepping", known(identity.getStepping()));
    putCount(sheet, "cpu.sockets", cpu.getPhysicalPackageCount());
    putCount(sheet, "cpu.cores", cpu.getPhysicalProcessorCount());
    putCount(sheet, "cpu.threads", cpu.getLogicalProcessorCount());
    Set<Integer> nodes = new TreeSet<>();
    cpu.getLogicalProcessors().forEach(thread -> nodes.add(thread.getNumaNode()));
    putCount(sheet, "numa.nodes", nodes.size());
    caches(sheet, cpu.getProcessorCaches());
    GlobalMemory memory = hardware.getMemory();
    putCount(sheet, "memory.totalBytes", memory.getTotal());
    // Here 0 is a fact: /proc/meminfo says that there is no swap.
    sheet.put("swap.totalBytes", memory.getVirtualMemory().getSwapTotal());
  }

  /** Adds facts that /proc/cpuinfo has and OSHI has not. */
  static void readFlags(ProcFiles files, FactSheet sheet) {
    String cpuinfo = files.text("proc/cpuinfo").orElse("");
    sheet.put("cpu.microcode", ProcText.value(cpuinfo, "microcode"));
    String flags =
        ProcText.value(cpuinfo, "flags").or(() -> ProcText.value(cpuinfo, "Features")).orElse("");
    List<String> kept = List.of(flags.split("\\s+")).stream().filter(FLAGS::contains).toList();
    sheet.put("cpu.flags", String.join(" ", kept));
  }

  private static void caches(FactSheet sheet, List<ProcessorCache> caches) {
    // Cores of several kinds have caches of several sizes: the largest is named.
    Map<String, Long> bytes = new TreeMap<>();
    for (ProcessorCache cache : caches) {
      String type =
          switch (cache.getType()) {
            case DATA -> "d";
            case INSTRUCTION -> "i";
            default -> "";
          };
      bytes.merge(
          "cache.l" + cache.getLevel() + type + "Bytes", (long) cache.getCacheSize(), Math::max);
      bytes.merge("cache.lineBytes", (long) cache.getLineSize(), Math::max);
    }
    bytes.forEach((name, size) -> putCount(sheet, name, size));
  }

  /** OSHI's 0 and -1 stand for absent. */
  private static void putCount(FactSheet sheet, String name, long value) {
    if (value > 0) {
      sheet.put(name, value);
    }
  }

  private static String known(String value) {
    return value == null || value.equalsIgnoreCase("unknown") ? null : value;
  }
}
