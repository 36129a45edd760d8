package dev.tare.experiment.network;

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
final class Affinity {
  static final String PROGRAM = "taskset";

  private Affinity() {}

  /**
   * Pins the process that an environment is for its host; threads that come later inherit it.
   *
   * @return how, in words
   * @throws LaunchException where a thread runs elsewhere afterwards
   */
  static String pin(Environment host, Environment environment, int cpu, ProcFiles files)
      throws IOException {
    if (host.isDry()) {
      host.ran(command("PID", cpu));
      return words(cpu);
    }
    String pid =
        environment
            .outsidePid()
            .orElseThrow(() -> new LaunchException("the environment is no process of this host"));
    host.ran(command(pid, cpu));
    for (String thread : files.names("proc/" + pid + "/task")) {
      String status = files.text("proc/" + pid + "/task/" + thread + "/status").orElse("");
      Optional<String> allowed = ProcText.value(status, "Cpus_allowed_list");
      if (allowed.filter(one -> !one.equals(Integer.toString(cpu))).isPresent()) {
        throw new LaunchException(
            "a thread of process " + pid + " may run on CPUs " + allowed.get() + ", not on " + cpu);
      }
    }
    return words(cpu);
  }

  private static String words(int cpu) {
    return "affinity of all threads of QEMU, CPU " + cpu;
  }

  private static Command command(String pid, int cpu) {
    return Command.of(PROGRAM, "--all-tasks", "--cpu-list", "--pid", Integer.toString(cpu), pid);
  }
}
