package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Condition;
import dev.tare.experiment.Experiment;
import dev.tare.experiment.ExperimentRunner;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.RecordedPlan;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Shipped;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Stack;
import dev.tare.report.Quantity;
import dev.tare.result.Facts;
import dev.tare.result.Section;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
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
  private static final String STACK = "layers.stack";
  private static final String GUEST = "This host is itself a guest: ";

  private final Experiment<P, ?, ?> experiment;
  private final RunOptions options;
  private final Profile profile;
  private final PrintWriter out;
  private final PrintWriter err;
  private final MeasuredRun run;
  private final Plan<P> plan;
  private final Environments environments;
  private final ShippedPacks shipped;
  private final Session session;

  /** Describes what a run that begins is asked for. */
  interface Asked<P> {
    /** Its environments as they were written, none for the usual ones. */
    Setting setting();

    /**
     * @param stacks that are measured
     */
    P parameters(List<Stack> stacks);
  }

  /**
   * Opens it.
   *
   * @param asked of a run that begins; one that goes on has its own
   * @param out gets what was found, or in a dry run the commands
   * @param err gets how far it is
   */
  ExperimentSession(
      Experiment<P, ?, ?> experiment,
      Asked<P> asked,
      RunOptions options,
      Profile profile,
      PrintWriter out,
      PrintWriter err)
      throws IOException {
    this.experiment = experiment;
    this.options = options;
    this.profile = profile;
    this.out = out;
    this.err = err;
    Optional<Plan<P>> begins =
        options.resume().isPresent() ? Optional.empty() : Optional.of(begins(asked));
    this.run = new MeasuredRun(experiment.name(), options, MeasuredRun.Machine.TAKEN, out, err);
    try {
      Plan<P> whole = begins.isPresent() ? begins.get() : run.read(() -> goesOn(run.document()));
      this.environments = new Environments(run, whole.setting().limits(), err);
      List<Stack> stacks = stacks(whole);
      environments.besides(experiment.besides(whole.parameters()), options.isDry());
      Setting setting = whole.setting().withEnvironments(stacks.stream().map(Stack::text).toList());
      this.shipped =
          options.isDry()
              ? ShippedPacks.NONE
              : ShippedPacks.of(experiment, whole.parameters(), err);
      if (run.isResumed()) {
        shipped.checkSame(options.resume().orElse(""), run.document());
        // First all that it goes on with: what is refused stays as it is.
        run.read(() -> ExperimentRunner.checked(experiment, run.begun()));
        run.mend();
      }
      this.session = opened(shipped.all(), setting);
      P parameters =
          begins.isPresent() ? had(asked.parameters(stacks), setting) : whole.parameters();
      Plan<P> had = new Plan<>(setting, parameters, stacks);
      this.plan = environments.able(had, whole.setting(), experiment, session);
    } catch (LaunchException e) {
      run.close();
      throw new CommandFailure(e.getMessage());
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private Plan<P> goesOn(RunDocument begun) throws IOException {
    Plan<P> kept = RecordedPlan.of(begun, experiment.parameters());
    experiment.checkSame(kept.parameters());
    return kept;
  }

  /** Refuses what will not do before anything is done. */
  private Plan<P> begins(Asked<P> asked) {
    Setting setting = asked.setting();
    List<String> names = setting.environments();
    List<Stack> all =
        experiment.asks().stacks()
            ? List.copyOf(
                Environments.parsed(
                        names.isEmpty() ? experiment.usual() : names, UnaryOperator.identity())
                    .values())
            : List.of();
    LimitOptions.check(setting.limits(), all);
    setting.data().ifPresent(RunPlace::checkData);
    P parameters = asked.parameters(all);
    Environments.checkBesides(experiment.besides(parameters));
    return UsageFailure.unlessRefused(
        () -> new Plan<>(experiment.prepared(setting, parameters), parameters, all));
  }

  /** Those that are measured; none where the parameters say it: then what those need is built. */
  private List<Stack> stacks(Plan<P> whole) {
    if (!experiment.asks().stacks()) {
      environments.prepare(
          experiment.conditions(whole).stream().map(Condition::stack).toList(), options.isDry());
      return List.of();
    }
    return List.copyOf(
        environments
            .of(
                whole.setting().environments(),
                experiment,
                stack -> experiment.prepared(stack, whole.parameters()),
                options.isDry())
            .values());
  }

  /** Returns it without what this host has not. */
  private P had(P parameters, Setting setting) throws IOException {
    return options.isDry()
        ? parameters
        : experiment.had(parameters, setting, session, this::lacking);
  }

  private void lacking(String line, boolean asked) {
    if (asked) {
      run.unavailable().add(line);
    } else {
      err.println("tare: also to be had: " + line);
    }
  }

  /** Returns what is measured: of a run that goes on, its own. */
  P parameters() {
    return plan.parameters();
  }

  /** Returns what is kept of the run. */
  MeasuredRun run() {
    return run;
  }

  private Session session(Path jar) throws IOException {
    return opened(shipped.all().withJar(jar), plan.setting());
  }

  private Session opened(Shipped what, Setting setting) throws IOException {
    return run.session(what, environments.userland(), setting.data().map(Path::of));
  }

  /**
   * Measures all of it, or in a dry run prints the commands.
   *
   * @return absent in a dry run
   */
  Optional<ExperimentRunner<P, ?, ?>> measured() throws IOException, InterruptedException {
    Optional<RunFolder> folder =
        run.folder(
            shipped.planned(
                Map.of(
                    "verb", experiment.name(),
                    "profile", profile.name(),
                    "environments", String.join("\n", plan.setting().environments()))),
            planned -> RecordedPlan.in(planned, plan),
            ExperimentRunner.schedule(experiment, plan));
    if (folder.isEmpty()) {
      rehearse();
      return Optional.empty();
    }
    run.warn(experiment.warning(plan));
    return Optional.of(run.measure(() -> measured(folder.get())));
  }

  private ExperimentRunner<P, ?, ?> measured(RunFolder folder)
      throws IOException, InterruptedException {
    try (RunProgress progress = RunProgress.ofShares(experiment.name(), err);
        Lab lab = new Lab(session, Optional.of(folder), this::session)) {
      ExperimentRunner<P, ?, ?> runner =
          run.isResumed()
              ? run.read(() -> new ExperimentRunner<>(experiment, plan, lab, progress))
              : new ExperimentRunner<>(experiment, plan, lab, progress);
      runner.measure();
      folder.finish(Instant.now());
      return runner;
    }
  }

  /** Returns about how long all of it takes; of a dry run, in which nothing is asked. */
  Duration estimate() throws IOException {
    return Duration.ofMillis(Math.round(1000 * dry().seconds()));
  }

  private ExperimentRunner<P, ?, ?> dry() throws IOException {
    Lab lab = new Lab(session, Optional.empty(), this::session);
    return new ExperimentRunner<>(experiment, plan, lab, (what, share, left) -> {});
  }

  private void rehearse() throws IOException, InterruptedException {
    dry().rehearse();
    out.println(
        "# the first of "
            + plan.setting().blocks()
            + " blocks; all of them take about "
            + Quantity.about(estimate()));
    ShippedPacks.first(experiment, plan.parameters()).ifPresent(line -> out.println("# " + line));
    experiment.warning(plan).ifPresent(line -> out.println("# " + line));
    out.flush();
  }

  /**
   * Runs it to its end, and shows what was found.
   *
   * @param known calibrations that verdicts may heed
   * @return the exit code
   */
  int run(Calibrations known, FormatOption format) throws IOException, InterruptedException {
    Optional<ExperimentRunner<P, ?, ?>> runner = measured();
    return runner.isPresent() ? shown(runner.get(), known, format) : ExitCode.DONE;
  }

  private int shown(ExperimentRunner<?, ?, ?> runner, Calibrations known, FormatOption format)
      throws IOException {
    Optional<String> nothing = runner.nothing();
    if (nothing.isPresent()) {
      throw new CommandFailure(nothing.get());
    }
    Facts facts = run.document().host();
    Optional<String> around = facts.get(STACK).filter(stack -> !stack.equals(Stack.BARE));
    Optional<Section> section = runner.section(around.isPresent(), known);
    List<Section> shown =
        section.stream()
            .map(one -> around.map(stack -> one.noting(GUEST + stack)).orElse(one))
            .toList();
    run.report().show(RunReader.readWithLatencies(run.path()), known, shown, format);
    return run.end(runner.isComplete());
  }

  @Override
  public void close() throws IOException {
    run.close();
  }
}
