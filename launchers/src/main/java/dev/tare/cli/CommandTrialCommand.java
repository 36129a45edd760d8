package dev.tare.cli;

import dev.tare.experiment.CommandTrial;
import dev.tare.experiment.CommandWork;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs and times a command inside an environment, and tells through a pipe as a trial does. */
@Command(
    name = CommandTrial.VERB,
    hidden = true,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Times a command here, for a launcher that looks in from outside.",
      "",
      "All timed runs of a trial are one fork. What the command prints goes to standard error.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar trial-command --command 'gzip -9 -k f' < /dev/tty",
      "",
      "Exit: 0 done; 2 there is no such program; 5 the command failed.",
    })
final class CommandTrialCommand implements Callable<Integer> {
  @Option(names = "--command", paramLabel = "TEXT", required = true, description = "The command.")
  private String command;

  @Option(names = "--prepare", paramLabel = "TEXT", description = "Before each run, untimed.")
  private Optional<String> prepare = Optional.empty();

  @Option(names = "--cleanup", paramLabel = "TEXT", description = "After each run, untimed.")
  private Optional<String> cleanup = Optional.empty();

  @Option(names = "--shell", description = "A shell takes these.")
  private boolean shell;

  @Option(
      names = "--warmups",
      paramLabel = "N",
      defaultValue = "1",
      description = "Untimed runs first (default: 1).")
  private int warmups;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Timed runs (default: as many as a second has).")
  private Integer runs;

  @Option(names = "--ignore-exit", description = "Any exit code is fine.")
  private boolean anyExit;

  @Option(
      names = "--limit-ms",
      paramLabel = "MS",
      defaultValue = "60000",
      description = "How long a run may take.")
  private long limitMs;

  @Option(names = "--no-facts", description = "Without the facts of this place.")
  private boolean withoutFacts;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try {
      CommandWork work =
          new CommandWork(
              command,
              prepare,
              cleanup,
              shell,
              warmups,
              runs == null ? OptionalInt.empty() : OptionalInt.of(runs),
              anyExit,
              limitMs);
      CommandTrial trial = new CommandTrial(work, Set.of(), !withoutFacts);
      return new CommandTrialRun(trial, System.in, spec.commandLine().getOut()).measure();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }
}
