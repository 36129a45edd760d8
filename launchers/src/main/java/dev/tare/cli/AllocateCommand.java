package dev.tare.cli;

import dev.tare.experiment.allocation.AllocationPlan;
import dev.tare.experiment.allocation.AllocationRun;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.proc.CpuList;
import dev.tare.result.io.RunFolder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares ways to give CPUs and memory. */
@Command(
    name = "allocate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares ways to give CPUs and memory: sets, shares and quotas, hard and soft limits.",
      "",
      "The same part of the CPU as a set, as shares and as a quota; CPUs promised more than"
          + " once; memory promised more than once, with hard and with soft limits, in a pool of"
          + " the run. Only what the environments are given is overcommitted, never the host.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar allocate --env lxc --env docker --overcommit 1 1.5 2",
      "  java -jar target/benchmarks.jar allocate --env docker --workload cpu.Prime --dry-run",
      "",
      "Exit: 0 done; 2 usage; 5 an environment that was asked for is unavailable, or"
          + " something failed: the rest has run.",
    })
final class AllocateCommand implements Callable<Integer> {
  @Mixin private CrowdArguments arguments;

  @Option(
      names = "--overcommit",
      paramLabel = "F",
      arity = "1..*",
      description =
          "How many times the CPUs, and the memory of the pool, are promised: from 1 to 4 in"
              + " steps of 0.5; may be repeated (default: 1 1.5 2).")
  private List<Double> overcommit = new ArrayList<>();

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description =
          "cpu.Prime or memory.Stream for the CPU, disk.RandomFile for memory;"
              + " may be repeated (default: cpu.Prime and disk.RandomFile).")
  private List<String> workloads = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    plan(List.of("any"));
    try (CrowdSession session = new CrowdSession("allocate", arguments, out, err)) {
      Map<String, Stack> stacks = session.stacks();
      AllocationPlan plan =
          session.plan(
              begun -> AllocationPlan.of(begun.plan(), begun.seed()),
              () -> plan(List.copyOf(stacks.keySet())));
      Optional<RunFolder> folder =
          session.folder(plan.asOptions(), AllocationRun.schedule(plan, stacks));
      AllocationRun run =
          session.made(
              () ->
                  new AllocationRun(
                      plan, stacks, session.host(), session.session(), folder, session.progress()));
      return session.measure(run, folder);
    }
  }

  private AllocationPlan plan(List<String> environments) {
    Limits limits = arguments.limits();
    try {
      return new AllocationPlan(
          environments,
          workloads.isEmpty()
              ? List.of(Workload.PRIME, Workload.RANDOM_FILE)
              : workloads.stream().map(Workload::named).toList(),
          overcommit.isEmpty() ? AllocationPlan.USUAL_OVERCOMMIT : overcommit,
          cpus(),
          limits.memoryBytes().orElse(AllocationPlan.USUAL_BYTES),
          new Limits(
              limits.cpuset(),
              limits.shares(),
              limits.cpus(),
              OptionalLong.empty(),
              limits.softMemoryBytes(),
              limits.pids()),
          arguments.blocks(),
          arguments.timing(),
          arguments.run().seed());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  /** The CPUs that this process may use. */
  private static TreeSet<Integer> cpus() {
    return AllowedCpus.list()
        .flatMap(CpuList::parse)
        .orElseGet(
            () ->
                IntStream.range(0, Runtime.getRuntime().availableProcessors())
                    .boxed()
                    .collect(Collectors.toCollection(TreeSet::new)));
  }
}
