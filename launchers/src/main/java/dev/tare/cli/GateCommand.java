package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.compare.Gate;
import dev.tare.experiment.BenchmarkWork;
import dev.tare.fleet.FleetSides;
import dev.tare.report.GateSummary;
import dev.tare.result.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Fails where results became worse, for a CI job. */
@Command(
    name = "gate",
    defaultValueProvider = GateCommand.Standard.class,
    description = {
      "Fails where a candidate became worse than its baseline, and says how sure that is.",
      "",
      "What became better passes, what the forks do not tell is listed. A side is what"
          + " it is for diff.",
      "",
      "With --fleet each side is a fleet, and its nodes are what is compared.",
      "",
      "With --run both sides are measured now, in turn, on this host: two JMH jars of any"
          + " project, two commands, two revisions, two stacks, two images or two sets of JVM"
          + " flags. What is inconclusive gets more forks.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar gate base.json new.json",
      "  java -jar target/benchmarks.jar gate --tau 5%% --junit gate.xml base.json new.json",
      "  java -jar target/benchmarks.jar gate --fleet before/ after/",
      "  java -jar target/benchmarks.jar gate --run --benchmarks cpu.Prime --candidate docker",
      "  java -jar target/benchmarks.jar gate --run --baseline-jar old.jar --candidate-jar new.jar"
          + " -- -wi 2 -i 3 MyBench -p size=10",
      "  java -jar target/benchmarks.jar gate --run --baseline-command 'gzip -9 -c f'"
          + " --candidate-command 'zstd -19 -c f' --metric cpu",
      "  java -jar target/benchmarks.jar gate --run --baseline-rev HEAD~1 --build 'mvn -q package"
          + " -DskipTests' --jar target/my-benchmarks.jar --budget 10m",
      "",
      "Exit: 0 nothing regressed; 1 something did; 2 usage or bad input; 3 nothing"
          + " could be judged or, with --strict, something is inconclusive; 4 something is missing or cannot be"
          + " compared; 5 a benchmark of the candidate failed, a side could not be"
          + " measured, a result of a fleet not be read, or it could not be written. Where several hold: 2, 5, 4, 1, 3. What an interruption leaves of --run is"
          + " judged too.",
    })
final class GateCommand extends Verb {
  /** Holds what has options that hold for results that are there already. */
  private static final Class<?>[] JUDGING = {
    GateCommand.class,
    ChangeArguments.class,
    CompareArguments.class,
    CalibrationOption.class,
    VerdictFiles.class,
    ExportOption.class
  };

  @Parameters(
      paramLabel = "SIDE",
      arity = "0..*",
      description = "What was, and what is to be judged; with --run JMH's own options, after --.")
  private List<String> sides = new ArrayList<>();

  @Mixin private ChangeArguments change;

  @Mixin private CompareArguments arguments;

  @Mixin private GateRunArguments measuring;

  @Option(names = "--strict", description = "Fail where nobody can tell if something became worse.")
  private boolean strict;

  @Option(names = "--allow-missing", description = "Pass what only the baseline has.")
  private boolean allowMissing;

  @Option(
      names = SameTwice.ALLOW,
      description = "Judge a thing against itself, to see how often a gate is wrong.")
  private boolean allowSame;

  @Mixin private VerdictFiles files;

  @Mixin private ExportOption exports;

  static OptionHeadings headings() {
    return new OptionHeadings()
        .with("How it is judged", JUDGING)
        .with("Measured now", GateRunArguments.class)
        .with("Two revisions", RevisionOptions.class)
        .with("Two commands", CommandOptions.class)
        .with(
            "How much is measured",
            EffortOptions.class,
            BenchmarkWork.class,
            ExtentOptions.class,
            LimitOptions.class)
        .with("The run", RunOptions.class);
  }

  /** A verdict takes more forks than a first look. */
  static final class Standard implements IDefaultValueProvider {
    @Override
    public String defaultValue(ArgSpec option) {
      boolean profile = option instanceof OptionSpec one && one.longestName().equals("--profile");
      return profile ? Profile.standard.name() : null;
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      checkSides();
      files.check(List.of(), exports);
      if (measuring.isRun() && !measuring.place.isDry()) {
        files.begin(exports);
        files.tellInterruption();
      }
      CompareOptions options = measuring.commands.judged(arguments.options(change));
      return measuring.isRun() ? measured(options) : compared(options);
    } catch (ParameterException | CommandFailure | IOException e) {
      if (!Cleanup.hasBegun()) {
        beginAnyway();
        files.failed(e instanceof IOException io ? CommandFailure.reason(io) : e.getMessage());
      }
      throw e;
    }
  }

  /**
   * Has a refusal said where an earlier verdict may be, too, if it came before what is read was
   * known. Nothing is written over that.
   */
  private void beginAnyway() {
    if (files.hasBegun() || measuring.place.isDry() || arguments.isFleet()) {
      return;
    }
    PrintWriter unheard = new PrintWriter(Writer.nullWriter());
    Inputs inputs = new Inputs(InputStream.nullInputStream(), arguments.latencies(), unheard);
    try {
      inputs.read(measuring.isRun() ? List.of() : sides, name -> true, run -> run);
      files.check(inputs.files(), exports);
      files.begin(exports);
    } catch (CommandFailure e) {
      // What was refused first is told.
    }
  }

  private int measured(CompareOptions options) throws IOException, InterruptedException {
    SameTwice same = new SameTwice(allowSame);
    return new GateRun(measuring, sides, options, same, out(), err()).exit(this::judged);
  }

  private int compared(CompareOptions options) {
    Inputs inputs = new Inputs(System.in, arguments.latencies(), err());
    List<Run> runs = new ArrayList<>();
    boolean failed;
    try {
      if (arguments.isFleet()) {
        FleetSides fleets = arguments.fleets(sides, inputs, options);
        runs.addAll(List.of(fleets.a(), fleets.b()));
        failed = fleets.failed();
      } else {
        runs.addAll(inputs.read(sides));
        failed = runs.get(1).hasFailures();
      }
    } finally {
      // Also where they cannot be read: that is said there, too.
      files.check(inputs.files(), exports);
      files.begin(exports);
    }
    new SameTwice(allowSame).check(sides, runs.get(0), runs.get(1), options, inputs.shared());
    change.sayIdle(options, runs, err());
    CompareOptions named = CommandOptions.judged(options, runs);
    Compared compared = Comparer.compare(runs.get(0), runs.get(1), named);
    return judged(new GateRun.Judged(compared, runs, failed, named));
  }

  private void checkSides() {
    if (measuring.isRun()) {
      refuseResults();
      return;
    }
    refuseWhatIsForRun();
    if (sides.size() > 2) {
      throw refused(
          "gate compares two sides, and was given "
              + sides.size()
              + "; files that are forks of one side are one quoted pattern: gate a.json 'b-*.json'");
    }
    if (sides.size() < 2) {
      throw refused("gate needs two results, or --run to measure them");
    }
  }

  private void refuseResults() {
    if (arguments.isFleet()) {
      throw new UsageFailure("--fleet: no effect with --run: it compares what nodes have left");
    }
    boolean apart = spec.commandLine().getParseResult().originalArgs().contains("--");
    if (!sides.isEmpty() && !apart) {
      throw refused(
          "--run measures: it takes no results; --baseline, --candidate; JMH's options come after"
              + " --");
    }
    if (!sides.isEmpty() && measuring.place.resume().isPresent()) {
      throw new UsageFailure("-- : no effect with --resume: the run has its own");
    }
  }

  private void refuseWhatIsForRun() {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!(option.userObject() instanceof Member member)
          || !Arrays.asList(JUDGING).contains(member.getDeclaringClass())) {
        throw refused(option.longestName() + " is for --run; without it gate takes two results");
      }
    }
  }

  /** Prints the verdict first: there may be no room for files. */
  private int judged(GateRun.Judged judged) {
    Compared compared = judged.compared();
    change.checkNotEmpty(compared.rows().isEmpty(), judged.sides());
    checkJudged(compared);
    Gate gate = new Gate(strict, allowMissing);
    GateSummary summary = new GateSummary(compared, gate, judged.failures());
    PrintWriter out = out();
    out.print(summary.text(StandardOutput.paper()));
    out.println(summary.line());
    out.flush();
    files.write(compared, gate, summary);
    exports.write(new ComparisonText(List.of(compared), judged.sides(), judged.options()));
    return exitCode(judged.failures(), gate.decide(compared));
  }

  private static int exitCode(boolean failures, Gate.Outcome outcome) {
    if (failures) {
      return ExitCode.FAILED;
    }
    return switch (outcome) {
      case NOT_COMPARABLE -> ExitCode.NOT_COMPARABLE;
      case REGRESSED -> ExitCode.REGRESSED;
      case NOTHING_JUDGED, INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
      case PASSED -> ExitCode.DONE;
    };
  }

  /** Refuses to pass what it has not looked at. */
  private static void checkJudged(Compared compared) {
    if (compared.rows().stream().noneMatch(row -> row.gated())) {
      throw new UsageFailure("nothing to judge: what --filter and --metric leave is only shown");
    }
  }
}
