package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Experiment;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import dev.tare.launch.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Makes a verb of an experiment: its options are the components of its record of parameters. */
final class ExperimentCommand<P extends Record>
    implements Callable<Integer>, EstimatedVerb, ExperimentSession.Asked<P> {
  private static final int FIRST = -2;
  private static final int QUICK_WARMUP_MS = 500;
  private static final int QUICK_ITERATIONS = 5;
  private static final int QUICK_ITERATION_MS = 600;

  private final Experiment<P, ?, ?> experiment;
  private final CalibrationOption calibration = new CalibrationOption();
  private final ParameterOptions<P> options;
  private final CommandSpec spec;

  @Option(
      names = "--env",
      paramLabel = "STACK",
      split = Environments.BETWEEN,
      splitSynopsisLabel = ",",
      description =
          "Environments, such as docker,lxc,kvm or 'kvm(vcpus=2)/docker'; may be repeated"
              + " (default: USUAL, as far as this host has them).")
  private List<String> environments = new ArrayList<>();

  @Mixin private ExtentOptions extent;

  @Mixin private LimitOptions limits;

  @Mixin private RunOptions run;

  @Mixin private FormatOption format;

  private ExperimentCommand(Experiment<P, ?, ?> experiment) {
    this.experiment = experiment;
    this.options = new ParameterOptions<>(experiment.parameters());
    Experiment.About about = experiment.about();
    this.spec = CommandSpec.wrapWithoutInspection(this);
    spec.name(experiment.name()).mixinStandardHelpOptions(true);
    spec.usageMessage()
        .sortOptions(false)
        .description(about.description().toArray(String[]::new))
        .footer(footer(about));
    spec.addMixin("asked", CommandSpec.forAnnotatedObject(this));
    if (experiment.asks().stacks()) {
      tellUsual(spec, experiment.usual());
    } else {
      RunOptions.without(spec, "--env", "--limit");
    }
    if (experiment.asks().calibration()) {
      spec.addMixin("calibration", CommandSpec.forAnnotatedObject(calibration));
    }
    options.all().forEach(spec::addOption);
  }

  /** Returns what makes a verb of each experiment that this program has, by its name. */
  static Map<String, Supplier<CommandLine>> verbs() {
    Map<String, Supplier<CommandLine>> verbs = new LinkedHashMap<>();
    for (Experiment<?, ?, ?> one : ServiceLoader.load(Experiment.class)) {
      verbs.put(one.name(), () -> new CommandLine(new ExperimentCommand<>(one).spec));
    }
    return verbs;
  }

  /** Puts what is measured where nothing is asked for into the help, where it stays first. */
  private static void tellUsual(CommandSpec spec, List<String> usual) {
    OptionSpec environments = spec.findOption("--env");
    String help = environments.description()[0].replace("USUAL", String.join(", ", usual));
    spec.remove(environments);
    spec.addOption(OptionSpec.builder(environments).description(help).order(FIRST).build());
  }

  private static String[] footer(Experiment.About about) {
    List<String> lines = new ArrayList<>(List.of("", "Examples:"));
    about.examples().forEach(one -> lines.add("  java -jar target/benchmarks.jar " + one));
    lines.addAll(List.of("", "Exit: " + about.exit()));
    return lines.toArray(String[]::new);
  }

  @Override
  public Integer call() throws Exception {
    try (ExperimentSession<P> session = session()) {
      return session.run(calibrations(), format);
    }
  }

  @Override
  public Duration estimate() throws Exception {
    try (ExperimentSession<P> session = session()) {
      return session.estimate();
    }
  }

  private ExperimentSession<P> session() throws IOException {
    // What they refuse is refused first.
    options.parameters();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    return new ExperimentSession<>(experiment, this, run, extent.profile(), out, err);
  }

  @Override
  public P parameters(List<Stack> stacks) {
    return options.parameters();
  }

  @Override
  public Setting setting() {
    Profile profile = extent.profile();
    return UsageFailure.unlessRefused(
        () ->
            new Setting(
                environments,
                limits.limits(),
                extent.blocks(),
                experiment.asks().longer() ? timing(profile) : profile.timing(),
                profile == Profile.quick,
                params(profile),
                fileBytes(profile),
                AllowedCpus.of(limits.limits()),
                Optional.empty(),
                run.seed()));
  }

  /** One value for each parameter: what is measured is one benchmark in one shape. */
  private static List<String> params(Profile profile) {
    return profile.params().stream().map(given -> given.first().text()).toList();
  }

  /** Quick is longer here than elsewhere. */
  private static Timing timing(Profile profile) {
    return profile == Profile.quick
        ? new Timing(
            1, Timing.cut(QUICK_WARMUP_MS), QUICK_ITERATIONS, Timing.cut(QUICK_ITERATION_MS))
        : profile.timing();
  }

  /** Returns the size of a disk workload's file, bytes. */
  private static long fileBytes(Profile profile) {
    return switch (profile) {
      case quick -> 256L << 20;
      case standard -> 1L << 30;
      case paper -> 5L << 30;
    };
  }

  private Calibrations calibrations() {
    return experiment.asks().calibration() ? calibration.calibrations() : Calibrations.NONE;
  }
}
