package dev.tare.facts;

import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Reads who chooses the CPUs' frequency and sleep, and within which bounds; absent in most guests.
 */
final class FrequencyFacts {
  private static final String CPU = "sys/devices/system/cpu/";
  private static final String POLICY = CPU + "cpu0/cpufreq/";

  private FrequencyFacts() {}

  static void read(ProcFiles files, FactSheet sheet) {
    sheet.put("cpu.smt", files.line(CPU + "smt/control"));
    sheet.put("cpu.online", files.line(CPU + "online"));
    sheet.put("cpu.isolated", files.line(CPU + "isolated"));
    sheet.put("cpu.governor", files.line(POLICY + "scaling_governor"));
    sheet.put("cpu.driver", files.line(POLICY + "scaling_driver"));
    sheet.put("cpu.energyPreference", files.line(POLICY + "energy_performance_preference"));
    sheet.put("cpu.minMHz", mhz(files, "cpuinfo_min_freq"));
    sheet.put("cpu.maxMHz", mhz(files, "cpuinfo_max_freq"));
    sheet.put("cpu.turbo", turbo(files));
    sheet.put("cpu.idleDriver", files.line(CPU + "cpuidle/current_driver"));
    sheet.put("cpu.idleGovernor", idleGovernor(files));
    sheet.put("cpu.idleStates", idleStates(files));
  }

  /** The intel_pstate driver says no_turbo, the others boost. */
  private static Optional<String> turbo(ProcFiles files) {
    Optional<String> off = files.line(CPU + "intel_pstate/no_turbo");
    if (off.isPresent()) {
      return off.map(flag -> flag.equals("0") ? "on" : "off");
    }
    return files.line(CPU + "cpufreq/boost").map(flag -> flag.equals("1") ? "on" : "off");
  }

  private static Optional<String> idleGovernor(ProcFiles files) {
    Optional<String> governor = files.line(CPU + "cpuidle/current_governor");
    return governor.isPresent() ? governor : files.line(CPU + "cpuidle/current_governor_ro");
  }

  private static String idleStates(ProcFiles files) {
    String folder = CPU + "cpu0/cpuidle/";
    return files.names(folder).stream()
        .filter(state -> !files.line(folder + state + "/disable").orElse("0").equals("1"))
        .flatMap(state -> files.line(folder + state + "/name").stream())
        .collect(Collectors.joining(" "));
  }

  private static OptionalLong mhz(ProcFiles files, String file) {
    OptionalLong khz = files.line(POLICY + file).map(ProcText::number).orElse(OptionalLong.empty());
    return khz.isPresent() ? OptionalLong.of(khz.getAsLong() / 1000) : khz;
  }
}
