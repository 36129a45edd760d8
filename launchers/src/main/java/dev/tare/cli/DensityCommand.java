package dev.tare.cli;

import dev.tare.experiment.concurrent.Workload;
import dev.tare.experiment.density.DensityPlan;
import dev.tare.experiment.density.DensityRun;
import dev.tare.launch.Stack;
import dev.tare.result.io.RunFolder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds how many environments fit on this host, and what each further one costs. */
@Command(
    name = "density",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how many environments fit on this host, and what a further one costs.",
      "",
      "Runs 1, 2, 4, ... environments at once, each doing the same, and says what each"
          + " gets, what all get together, how fairly, and how much memory a further one"
          + " takes. Stops before the host is full (memory, pids, disk) and says which it"
          + " was.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar density --env docker --env lxc --env kvm --guests 1,2,4,8",
      "  java -jar target/benchmarks.jar density --env docker --workload disk.RandomFile --dry-run",
      "",
      "Exit: 0 done, also where the host's ceiling ended it; 2 usage; 5 an environment"
          + " that was asked for is unavailable, or something failed: the rest has run.",
    })
final class DensityCommand implements Callable<Integer> {
  @Mixin private CrowdArguments arguments;

  @Option(
      names = "--guests",
      paramLabel = "N",
      split = ",",
      description = "How many run at once (default: 1,2,4,8,12,16).")
  private List<Integer> guests = new ArrayList<>();

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      defaultValue = "cpu.Prime",
      description = "cpu.Prime, memory.Stream or disk.RandomFile (default: cpu.Prime).")
  private String workload;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    plan(List.of("any"));
    try (CrowdSession session = new CrowdSession("density", arguments, out, err)) {
      Map<String, Stack> stacks = session.stacks();
      DensityPlan plan =
          session.plan(
              begun -> DensityPlan.of(begun.plan(), begun.seed()),
              () -> plan(List.copyOf(stacks.keySet())));
      Optional<RunFolder> folder = session.folder(plan.asOptions(), DensityRun.schedule(plan));
      DensityRun run =
          session.made(
              () ->
                  new DensityRun(
                      plan, stacks, session.host(), session.session(), folder, session.progress()));
      return session.measure(run, folder);
    }
  }

  private DensityPlan plan(List<String> environments) {
    try {
      Workload chosen = Workload.named(workload);
      return new DensityPlan(
          environments,
          guests.isEmpty() ? DensityPlan.USUAL : guests,
          chosen,
          arguments.blocks(),
          arguments.timing(),
          arguments.limits(),
          arguments.run().seed(),
          chosen.usesDisk() ? arguments.fileBytes() : 0);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }
}
