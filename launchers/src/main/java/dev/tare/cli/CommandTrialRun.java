package dev.tare.cli;

import dev.tare.bench.app.CommandWords;
import dev.tare.bench.run.UserPaths;
import dev.tare.experiment.CommandTrial;
import dev.tare.experiment.CommandWork;
import dev.tare.experiment.TrialEvent;
import dev.tare.probe.ProbeException;
import dev.tare.probe.TimedCommand;
import dev.tare.result.Facts;
import dev.tare.result.io.CommandSeries;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a trial with a command: warm-ups, timed runs, and one fork that they make together. */
final class CommandTrialRun {
  private static final long SECOND_NS = 1_000_000_000;

  /** However short a command is. */
  private static final int MOST_RUNS = 1000;

  /** Holds what is kept of what all runs of a trial print; the rest is dropped. */
  private static final long MOST_OUTPUT = 64 << 10;

  private final CommandTrial trial;
  private final CommandWork work;
  private final InputStream in;
  private final TrialPipe events;
  private final PrintStream console = UserPaths.printing(System.err);
  private long printed;

  /**
   * @param in its end is the end of the trial
   */
  CommandTrialRun(CommandTrial trial, InputStream in, TrialPipe events) {
    this.trial = trial;
    this.work = trial.work();
    this.in = in;
    this.events = events;
  }

  /**
   * @return the exit code
   * @throws IllegalArgumentException where a command is none
   */
  int measure() throws IOException {
    try (ParentMonitor launcher = ParentMonitor.watch(in)) {
      if (trial.facts()) {
        events.tellFacts(Path.of("/data"), Map.of(Facts.COMMAND, work.command()));
      }
      events.tell(new TrialEvent.Planned(List.of(CommandSeries.runId())));
      events.tell(new TrialEvent.Started(CommandSeries.runId()));
      Optional<String> failure = measured();
      launcher.finish(events);
      return failure.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
    }
  }

  /**
   * Returns the program and its arguments.
   *
   * @throws IllegalArgumentException in one line, where the text is no command
   */
  static List<String> words(String command, boolean shell) {
    return shell ? List.of("/bin/sh", "-c", command) : CommandWords.of(command);
  }

  private Optional<String> measured() throws IOException {
    Optional<String> failure = Optional.empty();
    String jmh = "[]";
    try (TimedCommand timed = open("", work.command());
        TimedCommand prepare = work.prepare().map(text -> open("--prepare ", text)).orElse(null);
        TimedCommand cleanup = work.cleanup().map(text -> open("--cleanup ", text)).orElse(null)) {
      jmh = CommandSeries.jmh(work.warmups(), runs(prepare, timed, cleanup));
    } catch (ProbeException e) {
      failure = Optional.of(e.getMessage());
    }
    events.tell(new TrialEvent.Ended(CommandSeries.runId(), failure, jmh, ""));
    return failure;
  }

  private TimedCommand open(String option, String command) {
    return TimedCommand.open(
        new TimedCommand.Asked(
            option + command,
            words(command, work.shell()),
            Map.of(),
            Duration.ofMillis(work.limitMs()),
            "--time-limit"));
  }

  private List<CommandSeries.Run> runs(
      TimedCommand prepare, TimedCommand timed, TimedCommand cleanup) throws IOException {
    for (int i = 0; i < work.warmups(); i++) {
      once(prepare, timed, cleanup);
    }
    List<CommandSeries.Run> runs = new ArrayList<>();
    long spentNs = 0;
    int most = work.runs().orElse(MOST_RUNS);
    while (runs.size() < most && (runs.isEmpty() || goesOn(spentNs))) {
      TimedCommand.Usage took = once(prepare, timed, cleanup);
      runs.add(
          new CommandSeries.Run(took.wallNs(), took.userNs(), took.systemNs(), took.mostBytes()));
      spentNs += took.wallNs();
    }
    return runs;
  }

  private boolean goesOn(long spentNs) {
    return work.runs().isPresent() || spentNs < SECOND_NS;
  }

  /**
   * Runs it once, with what goes before and after, either of which may be null, and says what it
   * took.
   */
  private TimedCommand.Usage once(TimedCommand prepare, TimedCommand timed, TimedCommand cleanup)
      throws IOException {
    if (prepare != null) {
      run(prepare, false);
    }
    TimedCommand.Usage took = run(timed, work.anyExit());
    if (cleanup != null) {
      run(cleanup, false);
    }
    return took;
  }

  private TimedCommand.Usage run(TimedCommand command, boolean anyExit) throws IOException {
    try {
      return command.run(anyExit);
    } finally {
      command.output().lines().forEach(this::keep);
    }
  }

  private void keep(String line) {
    if (printed <= MOST_OUTPUT) {
      printed += line.length() + 1;
      console.println(printed > MOST_OUTPUT ? "tare: what else it prints is not kept" : line);
    }
  }
}
