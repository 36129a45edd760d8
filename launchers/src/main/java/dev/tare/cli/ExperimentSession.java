package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Condition;
import dev.tare.experiment.Experiment;
import dev.tare.experiment.ExperimentRunner;
import dev.tare.experiment.KeptPlan;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Outcome;
import dev.tare.experiment.OwnJar;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Progress;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One run of an experiment, from its session to its report. Closing it leaves nothing behind but
 * the run folder.
 */
final class ExperimentSession<P extends Record> implements AutoCloseable {
  private static final String GUEST = "kvm";
  private static final String STACK = "layers.stack";

  private final Experiment<P, ?, ?> experiment;
  private final ExperimentArguments arguments;
  private final Calibrations known;
  private final PrintWriter out;
  private final PrintWriter err;
  private final MeasuredRun run;
  private final Plan<P> plan;
  private final Session session;

  /**
   * Opens it.
   *
   * @param asked of a run that begins; one that goes on has its own
   * @param known calibrations that verdicts may heed
   * @param out gets what was found, or in a dry run the commands
   * @param err gets how far it is
   */
  ExperimentSession(
      Experiment<P, ?, ?> experiment,
      P asked,
      ExperimentArguments arguments,
      Calibrations known,
      PrintWriter out,
      PrintWriter err)
      throws IOException {
    this.experiment = experiment;
    this.arguments = arguments;
    this.known = known;
    this.out = out;
    this.err = err;
    if (arguments.run().resume().isEmpty()) {
      AskedStacks.parsed(begins(asked).setting().environments(), UnaryOperator.identity());
    }
    this.run = MeasuredRun.of(experiment.name(), arguments.run(), out, err);
    try {
      Plan<P> whole =
          run.isResumed()
              ? run.read(begun -> KeptPlan.of(begun, experiment.parameters()))
              : begins(asked);
      this.session = opened(whole);
      this.plan = experiment.asks().stacks() ? withStacks(whole) : had(whole);
    } catch (LaunchException e) {
      run.close();
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private Plan<P> begins(P asked) {
    Setting setting = arguments.setting(experiment.asks().together());
    try {
      return new Plan<>(experiment.prepared(setting, asked), asked, List.of());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private Session opened(Plan<P> whole) throws IOException {
    List<String> environments =
        experiment.asks().stacks()
            ? whole.setting().environments()
            : experiment.conditions(whole).stream().map(one -> one.stack().text()).toList();
    boolean bare = !environments.isEmpty() && environments.stream().allMatch(Stack.BARE::equals);
    if (arguments.run().isDry()) {
      List<String> layers = List.of(bare ? Stack.BARE : GUEST);
      return run.session(Path.of(""), Userland.expected(layers), Optional.empty());
    }
    Optional<Userland> userland;
    if (experiment.asks().stacks()) {
      userland = Optional.of(userland(environments, err));
    } else {
      userland = bare ? Userland.cached() : asFarAsCanBe(environments);
    }
    return run.session(OwnJar.running().path(), userland, Optional.empty());
  }

  /** What cannot be made of it is missing where an environment is asked for. */
  private Optional<Userland> asFarAsCanBe(List<String> environments) throws IOException {
    try {
      return Optional.of(userland(environments, err));
    } catch (IOException e) {
      err.println("tare: what environments are made of is not whole: " + e.getMessage());
      return Userland.cached();
    }
  }

  /** Containers need no guest's images: they are had also where none can be built. */
  static Userland userland(List<String> environments, PrintWriter err) throws IOException {
    Userland built = Userland.built(step -> err.println("userland: " + step));
    if (environments.isEmpty() || environments.stream().anyMatch(one -> one.contains(GUEST))) {
      try {
        Userland.builtFor(List.of(GUEST), step -> err.println("userland: " + step));
      } catch (LaunchException e) {
        err.println("tare: guests cannot be had: " + e.getMessage());
      }
    }
    return built;
  }

  private Plan<P> withStacks(Plan<P> whole) {
    Setting setting = whole.setting();
    Map<String, Stack> stacks =
        new AskedStacks(run, session, setting.limits(), err)
            .of(setting.environments(), stack -> experiment.prepared(stack, whole.parameters()));
    Setting had = setting.withEnvironments(List.copyOf(stacks.keySet()));
    return new Plan<>(had, whole.parameters(), List.copyOf(stacks.values()));
  }

  /** Without what this host has not; a run that goes on keeps what it began with. */
  private Plan<P> had(Plan<P> whole) throws IOException {
    if (run.isResumed() || arguments.run().isDry()) {
      return whole;
    }
    P had = experiment.had(whole.parameters(), whole.setting(), session, this::lacking);
    return new Plan<>(whole.setting(), had, List.of());
  }

  private void lacking(String line, boolean asked) {
    if (asked) {
      run.unavailable().add(line);
    } else {
      err.println("tare: also to be had: " + line);
    }
  }

  /** Runs it to its end; returns the exit code. */
  <C extends Condition, O extends Outcome> int run(Experiment<P, C, O> typed)
      throws IOException, InterruptedException {
    Optional<RunFolder> folder =
        run.folder(
            Map.of(
                "verb", experiment.name(),
                "profile", arguments.profile().name(),
                "environments", String.join("\n", plan.setting().environments())),
            planned -> KeptPlan.in(planned, plan),
            ExperimentRunner.schedule(typed, plan));
    if (folder.isEmpty()) {
      Lab lab = new Lab(session, folder);
      return rehearsed(new ExperimentRunner<>(typed, plan, lab, (what, share, left) -> {}));
    }
    experiment.warning(plan).ifPresent(line -> err.println("tare: " + line));
    ExperimentRunner<P, C, O> runner;
    try (RunProgress progress = RunProgress.ofShares(experiment.name(), err);
        Lab lab = new Lab(session, folder)) {
      runner = runner(typed, lab, progress);
      run.measure(
          () -> {
            runner.measure();
            return true;
          });
    }
    return finished(runner, folder.get());
  }

  private <C extends Condition, O extends Outcome> ExperimentRunner<P, C, O> runner(
      Experiment<P, C, O> typed, Lab lab, Progress.Listener listener) throws IOException {
    return run.isResumed()
        ? run.read(begun -> new ExperimentRunner<>(typed, plan, lab, listener))
        : new ExperimentRunner<>(typed, plan, lab, listener);
  }

  private int rehearsed(ExperimentRunner<?, ?, ?> runner) throws IOException, InterruptedException {
    runner.rehearse();
    Duration about = Duration.ofSeconds(Math.round(runner.seconds()));
    out.println(
        "# the first of "
            + plan.setting().blocks()
            + " blocks; all of them take about "
            + about.toMinutes()
            + " min "
            + about.toSecondsPart()
            + " s");
    out.flush();
    return ExitCode.DONE;
  }

  private int finished(ExperimentRunner<?, ?, ?> runner, RunFolder folder) throws IOException {
    if (folder.document().finished().isEmpty()) {
      folder.finish(Instant.now());
    }
    Optional<String> nothing = runner.nothing();
    if (nothing.isPresent()) {
      throw new CommandFailure(ExitCode.FAILED, nothing.get());
    }
    Facts facts = folder.document().host();
    Optional<String> around = facts.get(STACK).filter(stack -> !stack.equals(Stack.BARE));
    Section section = runner.section(around.isPresent(), known);
    Section shown =
        around
            .map(stack -> section.noting("This host is itself a guest: " + stack))
            .orElse(section);
    Run results = RunReader.readWithLatencies(run.path());
    run.show(results, known, List.of(shown), arguments.format());
    return run.end(runner.isComplete());
  }

  @Override
  public void close() throws IOException {
    run.close();
  }
}
