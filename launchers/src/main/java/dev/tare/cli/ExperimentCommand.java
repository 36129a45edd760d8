package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Experiment;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes a verb of an experiment: its options are the components of its record of parameters. */
final class ExperimentCommand<P extends Record> implements Callable<Integer>, EstimatedVerb {
  private static final int FIRST = -2;

  private final Experiment<P, ?, ?> experiment;
  private final ExperimentArguments arguments = new ExperimentArguments();
  private final CalibrationOption calibration = new CalibrationOption();
  private final ParameterOptions<P> options;
  private final CommandSpec spec;

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
    spec.addMixin("asked", CommandSpec.forAnnotatedObject(arguments));
    if (experiment.asks().stacks()) {
      tellUsual(spec, experiment.usual());
    } else {
      List.of("--env", "--limit").forEach(name -> spec.remove(spec.findOption(name)));
    }
    if (experiment.asks().calibration()) {
      spec.addMixin("calibration", CommandSpec.forAnnotatedObject(calibration));
    }
    options.all().forEach(spec::addOption);
  }

  /** A verb for each experiment that this program has. */
  static void addAll(CommandLine commands) {
    for (Experiment<?, ?, ?> one : ServiceLoader.load(Experiment.class)) {
      commands.addSubcommand(one.name(), new CommandLine(new ExperimentCommand<>(one).spec));
    }
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
      return session.run(experiment, calibrations(), arguments.format());
    }
  }

  @Override
  public Duration estimate() throws Exception {
    try (ExperimentSession<P> session = session()) {
      return session.estimate(experiment);
    }
  }

  private ExperimentSession<P> session() throws IOException {
    P asked = options.parameters();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    return new ExperimentSession<>(
        experiment,
        ExperimentSession.Asked.of(arguments, experiment.asks().together(), asked),
        arguments.run(),
        arguments.profile(),
        out,
        err);
  }

  private Calibrations calibrations() {
    return experiment.asks().calibration() ? calibration.calibrations() : Calibrations.NONE;
  }
}
