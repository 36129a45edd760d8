package dev.tare.cli;

import dev.tare.result.Nearest;
import dev.tare.result.StartedAs;
import dev.tare.result.io.BadInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The verbs, and what is common to them: how they refuse and how they fail. */
@Command(
    name = "tare",
    mixinStandardHelpOptions = true,
    versionProvider = Tare.Version.class,
    description = {
      "Weighs the box: what a container, a guest or a host costs, measured by the same jar.",
      "",
      "A first argument that is none of these verbs goes to JMH with all that follow it.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar quick",
      "  java -jar target/benchmarks.jar help quick",
      "  java -jar target/benchmarks.jar cpu.Prime -f 5 -rf json -rff out.json",
      "  source <(./tare generate-completion)",
    })
final class Tare {
  private static final List<Class<?>> VERBS =
      List.of(
          QuickCommand.class,
          MatrixCommand.class,
          FactsCommand.class,
          ServeCommand.class,
          TrialCommand.class,
          SentTrialCommand.class,
          DiffCommand.class,
          GateCommand.class,
          SelftestCommand.class,
          ReportCommand.class,
          HistoryCommand.class,
          FleetCommand.class,
          PaperCommand.class,
          EnvCommand.class,
          UserlandCommand.class,
          CommandLine.HelpCommand.class,
          AutoComplete.GenerateCompletion.class);

  /** These tell of all the others. */
  private static final Set<String> OF_ALL = Set.of("help", "generate-completion");

  /** The options of these are listed by their names, those of others as they are declared. */
  private static final Set<String> SORTED = Set.of("quick", "facts");

  private Tare() {}

  /** The version that the jar's manifest has. */
  static String version() {
    String version = Tare.class.getPackage().getImplementationVersion();
    return version == null ? "(not from its jar)" : version;
  }

  /** Returns the names of all verbs. */
  static Set<String> verbs() {
    Set<String> names = new LinkedHashSet<>(plain().keySet());
    names.addAll(ExperimentCommand.verbs().keySet());
    return names;
  }

  /** Tells whether a verb is called so. */
  static boolean isVerb(String word) {
    return plain().containsKey(word) || ExperimentCommand.verbs().containsKey(word);
  }

  /** Returns what makes each verb but those of experiments, in the order of the help. */
  private static Map<String, Supplier<CommandLine>> plain() {
    Map<String, Supplier<CommandLine>> made = new LinkedHashMap<>();
    VERBS.forEach(
        verb -> made.put(verb.getAnnotation(Command.class).name(), () -> new CommandLine(verb)));
    return made;
  }

  /** Makes all verbs, most of a second's work. */
  static CommandLine commandLine() {
    return commandLine("help");
  }

  /** Makes what a command line that begins with this word needs: one verb, or all of them. */
  static CommandLine commandLine(String first) {
    Map<String, Supplier<CommandLine>> made = plain();
    boolean all = OF_ALL.contains(first);
    if (all || !made.containsKey(first)) {
      made.putAll(ExperimentCommand.verbs());
    }
    if (!all && made.containsKey(first)) {
      made.keySet().retainAll(Set.of(first));
    }
    CommandLine commands = new CommandLine(new Tare());
    made.forEach((name, verb) -> commands.addSubcommand(name, verb.get()));
    commands.setExitCodeExceptionMapper(Tare::exitCode);
    commands.setExecutionExceptionHandler(Tare::failed);
    commands.setParameterExceptionHandler(Tare::refused);
    commands.setUsageHelpWidth(100);
    commands.getSubcommands().forEach(Tare::complete);
    showAsStarted(commands);
    return commands;
  }

  private static void complete(String name, CommandLine verb) {
    verb.getCommandSpec().versionProvider(new Version());
    if (SORTED.contains(name)) {
      verb.getCommandSpec().usageMessage().sortOptions(true);
    }
    if (name.equals("generate-completion")) {
      // Its long name would wrap what all verbs are.
      verb.getCommandSpec().usageMessage().hidden(true);
    } else if (name.equals("gate")) {
      verb.getHelpSectionMap()
          .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, GateCommand.headings());
    }
  }

  private static int refused(ParameterException e, String[] args) {
    CommandLine verb = e.getCommandLine();
    // The verb that help is asked for is an argument of no option.
    boolean unknown = e.getArgSpec() == null && e.getValue() != null;
    String near =
        unknown
            ? Nearest.asked(e.getValue(), verb.getSubcommands().keySet())
            : e instanceof UnmatchedArgumentException unmatched ? nearOption(unmatched) : "";
    verb.getErr()
        .println("tare: " + BadInput.oneLine(e.getMessage()).replaceFirst("\\.$", "") + near);
    if (!near.isEmpty() || !UnmatchedArgumentException.printSuggestions(e, verb.getErr())) {
      String name = verb.getCommandSpec().qualifiedName().replaceFirst("^tare", "");
      verb.getErr().println("See: " + StartedAs.command() + " help" + name);
    }
    return ExitCode.USAGE;
  }

  private static String nearOption(UnmatchedArgumentException e) {
    String option = e.getUnmatched().get(0).replaceFirst("=.*", "");
    return option.startsWith("-")
        ? Nearest.asked(option, e.getCommandLine().getCommandSpec().optionsMap().keySet())
        : "";
  }

  /** Examples begin as this program was started. */
  private static void showAsStarted(CommandLine verb) {
    // Picocli formats these lines.
    String started = StartedAs.command().replace("%", "%%");
    UsageMessageSpec usage = verb.getCommandSpec().usageMessage();
    usage.footer(
        Arrays.stream(usage.footer())
            .map(line -> line.replace(StartedAs.DOCUMENTED, started))
            .toArray(String[]::new));
    verb.getSubcommands().values().forEach(Tare::showAsStarted);
  }

  private static int failed(Exception e, CommandLine verb, CommandLine.ParseResult parsed) {
    if (Cleanup.hasBegun()) {
      return ExitCode.FAILED;
    }
    if (e instanceof IOException io) {
      return failed(CommandFailure.of(io), verb, parsed);
    }
    if (e instanceof CommandFailure failure) {
      verb.getErr().println("tare: " + failure.getMessage());
      return failure.exitCode();
    }
    verb.getErr().println("tare: a defect of this program, please report it with what follows");
    e.printStackTrace(verb.getErr());
    return ExitCode.INTERNAL;
  }

  private static int exitCode(Throwable e) {
    return ExitCode.INTERNAL;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Tare " + version()};
    }
  }
}
