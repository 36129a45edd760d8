package dev.tare.experiment;

import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.proc.CpuList;
import java.util.List;

/** Says how many processors every fork of a run is told to have. */
public final class Processors {
  private Processors() {}

  /** Returns the same for every fork, so no more than the narrowest environment has; from 1. */
  public static int of(Limits limits, List<Stack> stacks) {
    int least = of(limits);
    for (Stack stack : stacks) {
      for (Stack.Step step : stack.steps()) {
        least = Math.min(least, of(step.limits()));
        String vcpus = step.options().get("vcpus");
        least = vcpus == null ? least : Math.min(least, Integer.parseInt(vcpus));
      }
    }
    return least;
  }

  private static int of(Limits limits) {
    int all = Runtime.getRuntime().availableProcessors();
    int set = limits.cpuset().flatMap(CpuList::parse).map(cpus -> cpus.size()).orElse(all);
    int quota = (int) Math.ceil(limits.cpus().orElse(all));
    return Math.max(1, Math.min(all, Math.min(set, quota)));
  }
}
