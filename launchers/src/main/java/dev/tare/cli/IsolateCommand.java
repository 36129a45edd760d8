package dev.tare.cli;

import dev.tare.bench.run.Catalogue;
import dev.tare.experiment.isolation.Allocation;
import dev.tare.experiment.isolation.IsolationPlan;
import dev.tare.experiment.isolation.IsolationRun;
import dev.tare.experiment.isolation.Neighbour;
import dev.tare.experiment.isolation.Victim;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.proc.HostState;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import dev.tare.result.io.RunFolder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds how much a neighbour hurts. */
@Command(
    name = "isolate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how much a neighbour hurts a victim, each in an environment of its own.",
      "",
      "The victim has work of fixed size, alone and beside a neighbour with the same"
          + " limits, in randomised blocks: throughput and latency against alone, DNF where"
          + " it never finishes, the time to recover, what the kernel refused to both, and"
          + " whether the host survived.",
      "",
      "Neighbours: competing (the same benchmark), orthogonal (another resource), and"
          + " the bombs fork, malloc, disk and udp. Bombs run within limits of processes,"
          + " memory and time, and a watchdog on the host ends them; the run goes on only"
          + " when the host is as it was before.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar isolate --env docker --env lxc --victim cpu.Prime \\",
      "      --neighbour competing --neighbour fork --neighbour malloc",
      "  java -jar target/benchmarks.jar isolate --env docker --victim disk.RandomFile \\",
      "      --neighbour disk --allocation shares --dry-run",
      "",
      "Exit: 0 done, also where a victim never finished; 2 usage; 5 an environment that"
          + " was asked for is unavailable (the rest has run), a visit failed, or the host was not as"
          + " before.",
    })
final class IsolateCommand implements Callable<Integer> {
  private static final double DNF_TIMES = 10;

  /** An environment without limits is no fair neighbour, and no bomb goes off in it. */
  private static final Limits USUAL = Limits.NONE.with("memory", "1g").with("pids", "512");

  private static final long LEAST_CEILING = 512;

  /** With neither pid_max nor threads-max in the way. */
  private static final long MOST_CEILING = 16_384;

  @Mixin private ExperimentArguments arguments;

  @Option(
      names = "--victim",
      paramLabel = "NAME",
      description = "A benchmark whose work is measured; may be repeated (default: cpu.Prime).")
  private List<String> victims = new ArrayList<>();

  @Option(
      names = "--neighbour",
      paramLabel = "NAME",
      description =
          "competing, orthogonal, fork, malloc, disk or udp; may be repeated"
              + " (default: competing, orthogonal, fork and malloc).")
  private List<String> neighbours = new ArrayList<>();

  @Option(
      names = "--allocation",
      paramLabel = "NAME",
      description =
          "set: each of the two has half of the CPUs for itself; shares: both"
              + " have all, with equal weight. May be repeated (default: set). --limit"
              + " cpuset=LIST says which CPUs.")
  private List<String> allocations = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "What the work takes alone (default: 2 in quick, else 10).")
  private Double seconds;

  @Option(
      names = "--unbounded-pids",
      description =
          "The neighbour's own limit of processes is lifted, as in a container"
              + " without one; a ceiling on the host's side stays: half of what the"
              + " host has left, at most 16384.")
  private boolean unboundedPids;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Chosen chosen = chosen();
    plan(List.of(new StackSyntax(Layers.standard()).parse(Stack.BARE)), chosen);
    try (CrowdSession session = new CrowdSession("isolate", arguments, out, err)) {
      Map<String, Stack> stacks = session.stacks(chosen.network());
      IsolationPlan plan =
          session.plan(
              begun -> IsolationPlan.of(begun.plan(), begun.seed(), session.syntax()),
              () -> plan(List.copyOf(stacks.values()), chosen));
      Optional<RunFolder> folder = session.folder(plan.asOptions(), plan.schedule());
      IsolationRun run =
          session.made(
              () ->
                  new IsolationRun(
                      plan,
                      session.session(),
                      folder,
                      () -> HostState.read(ProcFiles.system()),
                      session.progress()));
      if (folder.isEmpty()) {
        run.rehearse();
        return ExitCode.DONE;
      }
      return session.measure(run, folder);
    }
  }

  private record Chosen(
      List<Victim> victims, List<Neighbour> neighbours, List<Allocation> allocations) {
    /** A neighbour that sends needs a victim that can be reached. */
    UnaryOperator<Stack> network() {
      return neighbours.contains(Neighbour.UDP) ? Stack::reachable : UnaryOperator.identity();
    }
  }

  private Chosen chosen() {
    SortedMap<String, Integer> operations = Catalogue.operations();
    try {
      return new Chosen(
          orElse(victims, List.of("cpu.Prime")).stream()
              .map(name -> Victim.named(name, operations))
              .toList(),
          orElse(neighbours, List.of("competing", "orthogonal", "fork", "malloc")).stream()
              .map(Neighbour::named)
              .toList(),
          orElse(allocations, List.of("set")).stream().map(Allocation::named).toList());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private static List<String> orElse(List<String> given, List<String> usual) {
    return given.isEmpty() ? usual : given;
  }

  private IsolationPlan plan(List<Stack> stacks, Chosen chosen) {
    Limits asked = arguments.setting().limits();
    boolean quick = arguments.profile() == Profile.quick;
    try {
      return new IsolationPlan(
          stacks,
          chosen.victims(),
          chosen.neighbours(),
          chosen.allocations(),
          List.copyOf(arguments.setting().cpus()),
          asked.or(USUAL),
          unboundedPids ? OptionalLong.of(ceiling()) : OptionalLong.empty(),
          arguments.setting().params(),
          arguments.setting().blocks(),
          arguments.run().seed(),
          seconds == null ? (quick ? 2 : 10) : seconds,
          quick ? 2 : 5,
          DNF_TIMES);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  /** Half of the processes that the host could still start. */
  private static long ceiling() {
    ProcFiles files = ProcFiles.system();
    long most = MOST_CEILING * 2;
    for (String bound : List.of("proc/sys/kernel/pid_max", "proc/sys/kernel/threads-max")) {
      most = Math.min(most, files.line(bound).map(ProcText::number).orElseThrow().orElse(most));
    }
    long used = HostState.read(files).processes();
    return Math.max(LEAST_CEILING, (most - used) / 2);
  }
}
