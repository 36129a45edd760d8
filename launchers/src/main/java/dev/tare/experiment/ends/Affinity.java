package dev.tare.experiment.ends;

import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.io.IOException;
import java.util.Optional;

/**
 * Keeps all threads of a process on one CPU of the host (sched_setaffinity), which takes no root: a
 * control group would.
 */
public final class Affinity {
  public static final String PROGRAM = "taskset";

  private Affinity() {}

  /**
   * Pins the process that an environment is for its host; threads that come later inherit it.
   *
   * @return how, in words
   * @throws LaunchException where a thread runs elsewhere afterwards
   */
  public static String pin(Environment host, Environment environment, int cpu, ProcFiles files)
      throws IOException {
    String pid = host.isDry() ? "PID" : pid(environment);
    String only = Integer.toString(cpu);
    host.ran(Command.of(PROGRAM, "--all-tasks", "--cpu-list", "--pid", only, pid));
    for (String thread : files.names("proc/" + pid + "/task")) {
      String status = files.text("proc/" + pid + "/task/" + thread + "/status").orElse("");
      Optional<String> allowed = ProcText.value(status, "Cpus_allowed_list");
      if (allowed.filter(one -> !one.equals(only)).isPresent()) {
        throw new LaunchException(
            "a thread of process " + pid + " may run on CPUs " + allowed.get() + ", not on " + cpu);
      }
    }
    return "affinity of all threads of QEMU, CPU " + cpu;
  }

  private static String pid(Environment environment) throws IOException {
    return environment
        .outsidePid()
        .orElseThrow(() -> new LaunchException("the environment is no process of this host"));
  }
}
