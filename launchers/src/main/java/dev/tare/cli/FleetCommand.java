package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.fleet.Fleet;
import dev.tare.fleet.FleetFindings;
import dev.tare.fleet.FleetNode;
import dev.tare.report.FleetReport;
import dev.tare.result.io.Latencies;
import dev.tare.stats.Tau;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says which machines of many are off. */
@Command(
    name = "fleet",
    description = {
      "Finds the machines of a fleet that are off the others, and what they alone have.",
      "",
      "It also splits how much each benchmark varies into nodes, forks and iterations.",
      "",
      "Each RUN is what one node left: a run folder, a JMH JSON file, a folder of these, or of a"
          + " folder for each node. A node's name is the fact node.name, else that of its file or"
          + " folder; of one name in two places two nodes. Runs that tell one node are taken"
          + " together; one that is given twice counts once. A node whose run failed is kept and"
          + " marked.",
      "",
      "It takes six nodes with three forks each to tell any from the others. gate --fleet A B"
          + " compares two fleets.",
      "",
      "With --env it measures first: one job a node, each of which leaves a run folder in the"
          + " run's folder nodes.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar fleet collected/",
      "  java -jar target/benchmarks.jar fleet collected/*.json --filter Prime",
      "  java -jar target/benchmarks.jar fleet collected/ -o fleet.html",
      "  java -jar target/benchmarks.jar fleet --env 'slurm(nodes=8)' --benchmarks cpu.Prime",
      "  java -jar target/benchmarks.jar fleet --env 'slurm(partition=p,nodes=8)/docker' --blocks 5",
      "  java -jar target/benchmarks.jar fleet --resume ID -o fleet.html",
      "  java -jar target/benchmarks.jar gate --fleet before/ after/",
      "",
      "Exit: 0 shown, whatever is off; 2 usage or bad input; 5 it could not be written, or a node"
          + " failed: what there is is shown.",
    })
final class FleetCommand extends Verb {
  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description = "What the nodes left: run folders, files, or folders of them.")
  private List<String> runs = new ArrayList<>();

  @Mixin private FleetLaunchOptions launch;

  @Mixin private ReportOptions shown;

  @Mixin private ChangeArguments arguments;

  @Override
  public Integer call() throws Exception {
    CompareOptions options = arguments.options();
    if (launch.isAsked()) {
      return launched(options);
    }
    launch.refuse(runs);
    return shown(runs, options);
  }

  private int launched(CompareOptions options) throws Exception {
    if (!runs.isEmpty()) {
      throw new UsageFailure(
          runs.get(0) + ": with --env or --resume the nodes' own runs are shown");
    }
    try (FleetLaunch fleet = new FleetLaunch(launch, out(), err())) {
      int code = fleet.launched();
      return fleet.canBeShown()
          ? Math.max(code, shown(List.of(fleet.path().toString()), options))
          : code;
    }
  }

  private int shown(List<String> from, CompareOptions options) {
    Inputs inputs = new Inputs(InputStream.nullInputStream(), Latencies.LEFT, err());
    Fleet fleet = FleetInputs.read(from, inputs, options);
    if (fleet.nodes().size() < 2 || shown.isCsv()) {
      // A refusal and CSV have no place for it.
      fleet.warnings().forEach(inputs::say);
    }
    check(fleet, options);
    Target target = shown.target(inputs);
    FleetReport report =
        new FleetReport(FleetFindings.of(fleet, options, options.tau().orElse(Tau.FLOOR)));
    shown.write(report, target, out());
    return ExitCode.DONE;
  }

  private static void check(Fleet fleet, CompareOptions options) {
    String names = fleet.nodes().stream().map(FleetNode::name).collect(Collectors.joining(", "));
    if (fleet.nodes().size() < 2) {
      throw new UsageFailure(
          "a fleet takes two nodes or more, and there is "
              + (names.isEmpty()
                  ? "none that can be read"
                  : "one: " + names + "; report shows a single one"));
    }
    if (fleet.keys().isEmpty() && options.filter().isEmpty() && options.metric().isEmpty()) {
      // Why is said already, of each.
      throw new CommandFailure(
          "nothing was measured on any of the " + fleet.nodes().size() + " nodes");
    }
    if (fleet.keys().isEmpty()) {
      throw new UsageFailure(
          "nothing to judge: no series of any node matches --filter and --metric");
    }
  }
}
