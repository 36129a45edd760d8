package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.fleet.FleetSides;
import dev.tare.result.Run;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what changed between results, whoever made them. */
@Command(
    name = "diff",
    description = {
      "Compares results, each with the first: what changed, by how much, and how sure that is.",
      "",
      "A side is a JMH JSON file of any project, a file of hyperfine, Google Benchmark, fio"
          + " (json+), Go or sysbench (with reports), plain or .gz, a run folder, one"
          + " environment of a run (RUN:bare), a quoted pattern of files or runs whose forks are"
          + " one side ('a-*.json', 'results/runs/*:bare'), or - for standard input. A run in"
          + " results/runs goes by its id.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar diff before.json after.json",
      "  java -jar target/benchmarks.jar diff --format md --filter cpu RUN:bare RUN:docker",
      "",
      "Exit: 0 compared, whatever changed; 2 usage or bad input; 5 it could not be written.",
    })
final class DiffCommand extends Verb {
  @Parameters(
      paramLabel = "SIDE",
      arity = "1..*",
      description = "The results to compare with, and one or more others.")
  private List<String> sides;

  @Mixin private OutputOptions output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES} (default: as -o's name ends, else text). Other tools read"
              + " benchfmt (Go's benchstat), openmetrics, bencher, and smaller or bigger"
              + " (github-action-benchmark, a file for each direction).")
  private ComparisonText.Format said;

  @Mixin private ExportOption exports;

  @Mixin private ChangeArguments change;

  @Mixin private CompareArguments arguments;

  private final InputStream standardInput;

  DiffCommand() {
    this(System.in);
  }

  DiffCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    if (sides.size() < 2) {
      throw refused("diff needs two results, or more");
    }
    ComparisonText.Format format = output.format(said, ComparisonText.Format.text);
    if (!format.judges() && !exports.judges()) {
      TypedOptions.of(spec)
          .refuse(
              "on --format " + format + ", which has no verdicts",
              "--tau",
              "--taus",
              "--allow",
              "--calibration");
    }
    CompareOptions asked = arguments.options(change);
    Inputs inputs = new Inputs(standardInput, arguments.latencies(), err());
    List<Run> runs = read(asked, inputs);
    CompareOptions options = CommandOptions.judged(asked, runs);
    change.sayIdle(options, runs, err());
    exports.check(output.taken(inputs));
    Target target = output.target(Target.STANDARD_OUTPUT, inputs);
    List<Compared> all = new ArrayList<>();
    for (Run other : runs.subList(1, runs.size())) {
      Compared compared = Comparer.compare(runs.get(0), other, options);
      change.checkNotEmpty(compared.rows().isEmpty(), runs);
      all.add(compared);
    }
    ComparisonText text = new ComparisonText(all, runs, options);
    exports.write(text);
    target.write(text.as(format, target.paper()), out());
    return ExitCode.DONE;
  }

  private List<Run> read(CompareOptions asked, Inputs inputs) {
    if (!arguments.isFleet()) {
      return inputs.read(sides);
    }
    if (sides.size() > 2) {
      throw new UsageFailure("--fleet: two fleets are compared, and there are " + sides.size());
    }
    FleetSides fleets = arguments.fleets(sides, inputs, asked);
    return List.of(fleets.a(), fleets.b());
  }
}
