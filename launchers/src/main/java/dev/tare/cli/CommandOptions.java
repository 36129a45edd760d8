package dev.tare.cli;

import dev.tare.bench.app.CommandWords;
import dev.tare.compare.CompareOptions;
import dev.tare.experiment.CommandWork;
import dev.tare.launch.StackSyntax;
import dev.tare.result.Run;
import dev.tare.result.io.CommandSeries;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options of {@code gate --run} that are about commands. */
final class CommandOptions {
  /** Says how a person calls what a command costs, and how its results do. */
  private static final Map<String, String> METRICS =
      Map.of("wall", "score", "cpu", "cpuTime", "peak-memory", "peakMemory");

  private static final String HOW = "--shell has it run by sh";

  private static final Duration USUAL_LIMIT = Duration.ofMinutes(1);

  @Option(
      names = "--baseline-command",
      paramLabel = "TEXT",
      description =
          "A command: the runs of a trial are one fork, each run a value, in s/op. --metric wall"
              + " (default), cpu or peak-memory says what is judged.")
  private String baseline;

  @Option(
      names = "--candidate-command",
      paramLabel = "TEXT",
      description = "What is compared with it. Both are split into words, quotes understood.")
  private String candidate;

  @Option(names = "--shell", description = "Hand commands to /bin/sh -c instead.")
  private boolean shell;

  @Option(
      names = "--prepare",
      paramLabel = "TEXT",
      description = "A command before each run, untimed.")
  private String prepare;

  @Option(
      names = "--cleanup",
      paramLabel = "TEXT",
      description = "A command after each run, untimed.")
  private String cleanup;

  @Option(
      names = "--warmups",
      paramLabel = "N",
      description = "Untimed runs at the start of each trial (default: 1).")
  private Integer warmups;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Timed runs of each trial (default: as many as a second has, at least 1).")
  private Integer runs;

  @Option(names = "--ignore-exit", description = "Take any exit code of a command.")
  private boolean anyExit;

  boolean areGiven() {
    return baseline != null || candidate != null;
  }

  /** Refuses one command without the other, and what is none. */
  void check() {
    if (areGiven() && (baseline == null || candidate == null)) {
      throw new UsageFailure("--baseline-command and --candidate-command: one needs the other");
    }
    if (!areGiven()
        && (shell
            || anyExit
            || prepare != null
            || cleanup != null
            || warmups != null
            || runs != null)) {
      throw new UsageFailure(
          "--shell, --prepare, --cleanup, --warmups, --runs, --ignore-exit are for"
              + " --baseline-command and --candidate-command");
    }
  }

  /** Returns what the baseline runs, and what the candidate does. */
  List<CommandWork> works(Optional<Duration> limit) {
    return List.of(
        work("--baseline-command", baseline, limit), work("--candidate-command", candidate, limit));
  }

  private CommandWork work(String option, String command, Optional<Duration> limit) {
    checkWords(option, command);
    checkWords("--prepare", prepare);
    checkWords("--cleanup", cleanup);
    return UsageFailure.unlessRefused(
        () ->
            new CommandWork(
                command,
                Optional.ofNullable(prepare),
                Optional.ofNullable(cleanup),
                shell,
                warmups == null ? 1 : warmups,
                runs == null ? OptionalInt.empty() : OptionalInt.of(runs),
                anyExit,
                limit.orElse(USUAL_LIMIT).toMillis()));
  }

  /** Says which words only a shell would take for more than words. */
  void sayIfOfAShell(PrintWriter err) {
    withoutShell()
        .forEach(
            (option, command) ->
                ShellWords.line(option, command, HOW)
                    .ifPresent(line -> err.println("tare: " + line)));
    err.flush();
  }

  /** Refuses programs that this host does not have, unless it may be told to make them. */
  void checkHere() {
    withoutShell()
        .forEach(
            (option, command) -> {
              String program = CommandWords.of(command).get(0);
              if (prepare == null || !program.contains("/")) {
                ShellWords.check(option, program, HOW);
              }
            });
  }

  private Map<String, String> withoutShell() {
    Map<String, String> commands = new LinkedHashMap<>();
    commands.put("--baseline-command", baseline);
    commands.put("--candidate-command", candidate);
    commands.put("--prepare", prepare);
    commands.put("--cleanup", cleanup);
    commands.values().removeIf(command -> command == null || shell);
    return commands;
  }

  private void checkWords(String option, String command) {
    if (command != null) {
      UsageFailure.checked(option + ": ", () -> CommandTrialRun.words(command, shell));
    }
  }

  /** Judges a command by its wall time, or by what is named as a person calls it. */
  CompareOptions judged(CompareOptions options) {
    if (!areGiven()) {
      return options;
    }
    Pattern asked = options.metric().orElse(Pattern.compile("wall"));
    Pattern metric = named(asked);
    if (METRICS.values().stream().noneMatch(figure -> metric.matcher(figure).find())) {
      throw new UsageFailure(
          "--metric %s: no figure of a command%s"
              .formatted(
                  asked,
                  StackSyntax.near(asked.pattern(), List.copyOf(new TreeSet<>(METRICS.keySet())))));
    }
    return options.withMetric(metric);
  }

  /**
   * Returns the same of results that are there: where all are of commands, the names mean the same.
   */
  static CompareOptions judged(CompareOptions options, Collection<Run> runs) {
    boolean commands =
        runs.stream()
            .flatMap(run -> run.series().stream())
            .allMatch(series -> series.key().runId().equals(CommandSeries.runId()));
    return options
        .metric()
        .filter(asked -> commands)
        .map(asked -> options.withMetric(named(asked)))
        .orElse(options);
  }

  private static Pattern named(Pattern asked) {
    String figure = METRICS.get(asked.pattern());
    return figure == null ? asked : Pattern.compile("^" + figure + "$");
  }
}
