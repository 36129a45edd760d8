package dev.tare.experiment.allocation;

import dev.tare.experiment.Plan;
import dev.tare.experiment.Setting;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Describes what cases are made of.
 *
 * @param environments stacks, by their text
 * @param workloads what is done
 * @param params of benchmarks in cases for the CPU
 * @param overcommit how many times what there is is promised
 * @param cpus that may be used
 * @param memoryBytes of each environment of a memory case
 * @param limits of every environment besides
 */
record Asked(
    List<String> environments,
    List<Workload> workloads,
    List<String> params,
    List<Double> overcommit,
    SortedSet<Integer> cpus,
    long memoryBytes,
    Limits limits) {
  /** Holds what an environment of a memory case is given unless it is said. */
  private static final long USUAL_BYTES = 512L << 20;

  static Asked of(Plan<Allocate.Parameters> plan) {
    Setting setting = plan.setting();
    Limits limits = setting.limits();
    return new Asked(
        plan.stacks().stream().map(Stack::text).toList(),
        workloads(plan.parameters()),
        setting.params(),
        plan.parameters().overcommit(),
        setting.cpus(),
        limits.memoryBytes().orElse(USUAL_BYTES),
        limits.without("memory"));
  }

  /** Returns each once, in the order in which they were asked for. */
  static List<Workload> workloads(Allocate.Parameters asked) {
    return named(asked.workloads());
  }

  static List<Workload> named(List<String> words) {
    Map<String, Workload> all = new LinkedHashMap<>();
    for (String word : words) {
      Workload one = Workload.of(word, List.of());
      all.putIfAbsent(one.name(), one);
    }
    return List.copyOf(all.values());
  }
}
