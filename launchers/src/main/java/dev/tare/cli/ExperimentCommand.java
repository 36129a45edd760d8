package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Choice;
import dev.tare.experiment.Experiment;
import dev.tare.experiment.Parameter;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes a verb of an experiment: its options are the components of its record of parameters. */
final class ExperimentCommand<P extends Record> implements Callable<Integer>, EstimatedVerb {
  private static final int FIRST = -2;

  private final Experiment<P, ?, ?> experiment;
  private final ExperimentArguments arguments = new ExperimentArguments();
  private final CalibrationOption calibration = new CalibrationOption();
  private final CommandSpec spec;

  private ExperimentCommand(Experiment<P, ?, ?> experiment) {
    this.experiment = experiment;
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
    Arrays.stream(experiment.parameters().getRecordComponents())
        .forEach(one -> spec.addOption(option(one)));
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

  private static OptionSpec option(RecordComponent component) {
    Parameter asked = component.getAnnotation(Parameter.class);
    OptionSpec.Builder option = OptionSpec.builder(asked.name()).description(help(asked));
    Class<?> type = component.getType();
    Class<?> own = type == List.class || type == Optional.class ? element(component) : type;
    Class<?> one = Choice.class.isAssignableFrom(own) ? String.class : own;
    if (type == List.class) {
      option.type(List.class).auxiliaryTypes(one).splitRegex(",");
    } else if (type == Optional.class) {
      option.type(one);
    } else {
      option.type(one);
    }
    if (!asked.label().isEmpty()) {
      option.paramLabel(asked.label());
    }
    if (!asked.usual().isEmpty()) {
      option.defaultValue(asked.usual());
    }
    return option.build();
  }

  private static String help(Parameter asked) {
    return asked.help() + (asked.usual().isEmpty() ? "." : " (default: " + asked.usual() + ").");
  }

  private static Class<?> element(RecordComponent component) {
    Type inside = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    return (Class<?>) inside;
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

  private ExperimentSession<P> session() throws IOException, ReflectiveOperationException {
    P asked = parameters();
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

  /** Refuses what the record refuses, in its line. */
  private P parameters() throws ReflectiveOperationException {
    RecordComponent[] components = experiment.parameters().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Arrays.stream(components).map(this::value).toArray();
    try {
      return experiment.parameters().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new UsageFailure(refused.getMessage());
      }
      throw e;
    }
  }

  private Object value(RecordComponent component) {
    String name = component.getAnnotation(Parameter.class).name();
    ArgSpec option = spec.findOption(name);
    Object value = option.getValue();
    if (component.getType() == List.class && Choice.class.isAssignableFrom(element(component))) {
      List<?> words = value == null ? List.of() : (List<?>) value;
      return words.stream().map(word -> choice(name, element(component), word)).toList();
    }
    if (Choice.class.isAssignableFrom(component.getType())) {
      return choice(name, component.getType(), value);
    }
    if (component.getType() == Optional.class) {
      return Optional.ofNullable(value);
    }
    if (component.getType() == boolean.class) {
      return value != null && (boolean) value;
    }
    return value == null && component.getType() == List.class ? List.of() : value;
  }

  private static Object choice(String option, Class<?> kind, Object word) {
    return UsageFailure.unlessRefused(
        option + " " + word + ": ",
        () -> Choice.named(kind.asSubclass(Choice.class), String.valueOf(word)));
  }
}
