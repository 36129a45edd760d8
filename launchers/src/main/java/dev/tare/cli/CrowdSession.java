package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.MeasuredExperiment;
import dev.tare.experiment.OwnJar;
import dev.tare.experiment.PlanValues;
import dev.tare.experiment.Progress;
import dev.tare.experiment.Session;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Slot;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One run of an experiment with several environments at once, from its session to its report.
 * Closing it leaves nothing behind but the run folder.
 */
final class CrowdSession implements AutoCloseable {
  private static final String GUEST = "kvm";
  private static final String STACK = "layers.stack";

  private final String verb;
  private final ExperimentArguments arguments;
  private final PrintWriter err;
  private final StackSyntax syntax = new StackSyntax(Layers.standard());
  private final MeasuredRun run;
  private final Session session;
  private Facts facts = Facts.of(Map.of());
  private Optional<RunProgress> progress = Optional.empty();

  /**
   * Opens it.
   *
   * @param out gets what was found, or in a dry run the commands
   * @param err gets how far it is
   */
  CrowdSession(String verb, ExperimentArguments arguments, PrintWriter out, PrintWriter err)
      throws IOException {
    this.verb = verb;
    this.arguments = arguments;
    this.err = err;
    AskedStacks.parsed(arguments.setting().environments(), UnaryOperator.identity());
    this.run = MeasuredRun.of(verb, arguments.run(), out, err);
    try {
      this.session = opened();
    } catch (LaunchException e) {
      run.close();
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private Session opened() throws IOException {
    return arguments.run().isDry()
        ? run.session(Path.of(""), Userland.expected(List.of(GUEST)), Optional.empty())
        : run.session(OwnJar.running().path(), Optional.of(userland(names())), Optional.empty());
  }

  /** Containers need no guest's images: they are had also where none can be built. */
  private Userland userland(List<String> environments) throws IOException {
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

  Session session() {
    return session;
  }

  StackSyntax syntax() {
    return syntax;
  }

  /**
   * What is visited, by its canonical text.
   *
   * @param how what the experiment needs of each
   */
  Map<String, Stack> stacks(UnaryOperator<Stack> how) {
    Limits limits =
        run.isResumed() ? run.read(begun -> plan(begun).limits()) : arguments.setting().limits();
    return new AskedStacks(run, session, limits, err).of(names(), how);
  }

  /** Those that are asked for, or that the run began with; none: what can be had. */
  private List<String> names() {
    return run.isResumed()
        ? run.read(begun -> plan(begun).lines("environments"))
        : arguments.setting().environments();
  }

  private PlanValues plan(RunDocument begun) {
    return PlanValues.read(verb, begun.plan());
  }

  /**
   * What is to be measured.
   *
   * @param begun reads it from a run that goes on
   * @param asked makes it of what was asked for
   */
  <P> P plan(MeasuredRun.Reading<P> begun, Supplier<P> asked) {
    return run.isResumed() ? run.read(begun) : asked.get();
  }

  /** The run folder, with its plan and its schedule; absent in a dry run. */
  Optional<RunFolder> folder(Map<String, String> plan, List<Slot> schedule) throws IOException {
    Map<String, String> all = new TreeMap<>(plan);
    all.put("profile", arguments.profile().name());
    Optional<RunFolder> folder = run.folder(all, schedule);
    facts = folder.map(one -> one.document().host()).orElse(facts);
    return folder;
  }

  /** What an experiment is made from, of a run that goes on what it has kept. */
  <T> T made(RunPlace.Reading<T> experiment) throws IOException {
    return run.isResumed() ? run.read(begun -> experiment.read()) : experiment.read();
  }

  private boolean isGuest() {
    return facts.get(STACK).filter(stack -> !stack.equals("bare")).isPresent();
  }

  /** Says how far it is, and how long the rest will take; ends with what is measured. */
  Progress.Listener progress() {
    if (session.host().isDry()) {
      return (what, share, left) -> {};
    }
    progress = Optional.of(RunProgress.ofShares(verb, err));
    return progress.get();
  }

  /**
   * Has an experiment measure; what the user can do something about is one line. Then prints what
   * was found, and says what could not be had.
   *
   * @param folder of the run; absent in a dry run, in which nothing is found
   * @return the exit code
   */
  int measure(MeasuredExperiment experiment, Optional<RunFolder> folder)
      throws IOException, InterruptedException {
    try {
      run.measure(
          () -> {
            experiment.measure();
            return true;
          });
    } finally {
      progress.ifPresent(RunProgress::close);
    }
    return folder.isEmpty() ? ExitCode.DONE : finish(experiment, folder.get());
  }

  private int finish(MeasuredExperiment experiment, RunFolder folder) throws IOException {
    if (folder.document().finished().isEmpty()) {
      folder.finish(Instant.now());
    }
    Optional<String> nothing = experiment.nothing();
    if (nothing.isPresent()) {
      throw new CommandFailure(ExitCode.FAILED, nothing.get());
    }
    print(experiment.section(isGuest()));
    return run.end(experiment.isComplete());
  }

  private void print(Section section) throws IOException {
    Section shown =
        isGuest()
            ? section.noting("This host is itself a guest: " + facts.get(STACK).orElseThrow())
            : section;
    Run results = RunReader.readWithLatencies(run.path());
    run.show(results, Calibrations.NONE, List.of(shown), arguments.format());
  }

  @Override
  public void close() throws IOException {
    run.close();
  }
}
