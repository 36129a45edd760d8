package dev.tare.cli;

import dev.tare.bench.app.CommandWords;
import dev.tare.experiment.CommandWork;
import dev.tare.probe.ProbeException;
import dev.tare.probe.TimedCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a command, what goes before it and what goes after it; keeps so much of what they print. */
final class CommandRunner implements AutoCloseable {
  /** Holds what is kept of what all runs of a trial print; the rest is dropped. */
  private static final long MOST_OUTPUT = 64 << 10;

  private final CommandWork work;
  private final PrintStream console;
  private final TimedCommand timed;
  private final Optional<TimedCommand> prepare;
  private final Optional<TimedCommand> cleanup;
  private long printed;

  /**
   * @throws ProbeException in one line, where there is no such program
   * @throws IllegalArgumentException in one line, where a text is no command
   */
  CommandRunner(CommandWork work, PrintStream console) {
    this.work = work;
    this.console = console;
    this.timed = open(work.command(), work.command());
    this.prepare = work.prepare().map(command -> open("--prepare " + command, command));
    this.cleanup = work.cleanup().map(command -> open("--cleanup " + command, command));
  }

  /**
   * Returns the program and its arguments.
   *
   * @throws IllegalArgumentException in one line, where the text is no command
   */
  static List<String> words(String command, boolean shell) {
    return shell ? List.of("/bin/sh", "-c", command) : CommandWords.of(command);
  }

  private TimedCommand open(String name, String command) {
    return TimedCommand.open(
        new TimedCommand.Asked(
            name,
            words(command, work.shell()),
            Map.of(),
            Duration.ofMillis(work.limitMs()),
            "--time-limit"));
  }

  /**
   * Runs it once, with what goes before and after, and says what it took.
   *
   * @throws ProbeException in one line, where one of them fails
   */
  TimedCommand.Usage once() throws IOException {
    if (prepare.isPresent()) {
      run(prepare.get(), false);
    }
    TimedCommand.Usage took = run(timed, work.anyExit());
    if (cleanup.isPresent()) {
      run(cleanup.get(), false);
    }
    return took;
  }

  private TimedCommand.Usage run(TimedCommand command, boolean anyExit) throws IOException {
    try {
      return command.run(anyExit);
    } finally {
      keep(command.output());
    }
  }

  private void keep(String output) {
    for (String line : output.lines().toList()) {
      if (printed <= MOST_OUTPUT) {
        printed += line.length() + 1;
        console.println(printed > MOST_OUTPUT ? "tare: what else it prints is not kept" : line);
      }
    }
  }

  @Override
  public void close() {
    timed.close();
    prepare.ifPresent(TimedCommand::close);
    cleanup.ifPresent(TimedCommand::close);
  }
}
