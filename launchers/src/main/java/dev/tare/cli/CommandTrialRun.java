package dev.tare.cli;

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
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a trial with a command: warm-ups, timed runs, and one fork that they make together. */
final class CommandTrialRun {
  private static final long SECOND_NS = 1_000_000_000;

  /** However short a command is. */
  private static final int MOST_RUNS = 1000;

  private final CommandWork work;
  private final boolean facts;
  private final InputStream in;
  private final TrialPipe events;
  private final PrintStream console = UserPaths.printing(System.err);

  /**
   * @param in its end is the end of the trial
   * @param events gets the events and nothing else
   */
  CommandTrialRun(CommandTrial trial, InputStream in, PrintWriter events) {
    this.work = trial.work();
    this.facts = trial.facts();
    this.in = in;
    this.events = new TrialPipe(events);
  }

  /**
   * @return the exit code
   * @throws IllegalArgumentException where a command is none
   */
  int measure() throws IOException {
    Path folder = Files.createTempDirectory("tare-trial");
    folder.toFile().deleteOnExit();
    try (ParentMonitor launcher = ParentMonitor.watch(in, folder.resolve("hold"))) {
      if (facts) {
        events.tellFacts(Path.of("/data"), Map.of(Facts.COMMAND, work.command()));
      }
      events.tell(new TrialEvent.Planned(List.of(CommandSeries.runId())));
      events.tell(new TrialEvent.Started(CommandSeries.runId()));
      Optional<String> failure = measured();
      events.tell(new TrialEvent.Finished());
      return failure.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  private Optional<String> measured() throws IOException {
    Optional<String> failure = Optional.empty();
    String jmh = "[]";
    try (CommandRunner runner = new CommandRunner(work, console)) {
      jmh = CommandSeries.jmh(work.warmups(), runs(runner));
    } catch (ProbeException e) {
      failure = Optional.of(e.getMessage());
    }
    events.tell(new TrialEvent.Ended(CommandSeries.runId(), failure, jmh, ""));
    return failure;
  }

  private List<CommandSeries.Run> runs(CommandRunner runner) throws IOException {
    for (int i = 0; i < work.warmups(); i++) {
      runner.once();
    }
    List<CommandSeries.Run> runs = new ArrayList<>();
    long spentNs = 0;
    int most = work.runs().orElse(MOST_RUNS);
    while (runs.size() < most && (runs.isEmpty() || goesOn(spentNs))) {
      TimedCommand.Usage took = runner.once();
      runs.add(
          new CommandSeries.Run(took.wallNs(), took.userNs(), took.systemNs(), took.mostBytes()));
      spentNs += took.wallNs();
    }
    return runs;
  }

  private boolean goesOn(long spentNs) {
    return work.runs().isPresent() || spentNs < SECOND_NS;
  }
}
