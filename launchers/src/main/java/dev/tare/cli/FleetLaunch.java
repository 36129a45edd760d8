package dev.tare.cli;

import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.OwnJar;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Shipped;
import dev.tare.experiment.fleet.FleetFolder;
import dev.tare.experiment.fleet.FleetPlan;
import dev.tare.experiment.fleet.FleetRun;
import dev.tare.experiment.matrix.Matrix;
import dev.tare.launch.LaunchException;
import dev.tare.launch.SlurmNodes;
import dev.tare.launch.Stack;
import dev.tare.report.Quantity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One run of a fleet that is started from here, from its nodes to their run folders. */
final class FleetLaunch implements AutoCloseable {
  static final String VERB = "fleet";
  private static final String UNKNOWN_NODE = "NODE";

  private final FleetLaunchOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private final MeasuredRun run;

  /**
   * @param out gets the commands of a dry run
   * @param err gets how far it is
   */
  FleetLaunch(FleetLaunchOptions options, PrintWriter out, PrintWriter err) throws IOException {
    this.options = options;
    this.out = out;
    this.err = err;
    this.run = new MeasuredRun(VERB, options.run, MeasuredRun.Machine.OTHERS, out, err);
  }

  Path path() {
    return run.path();
  }

  /** Tells whether two nodes have left something, as a fleet takes. */
  boolean canBeShown() throws IOException {
    Path nodes = FleetFolder.nodes(path());
    if (isDry() || Cleanup.hasBegun() || !Files.isDirectory(nodes)) {
      return false;
    }
    try (Stream<Path> each = Files.list(nodes)) {
      return each.count() > 1;
    }
  }

  private boolean isDry() {
    return options.run.isDry();
  }

  /**
   * Measures, or in a dry run prints the commands of one node.
   *
   * @return the exit code
   */
  int launched() throws IOException, InterruptedException {
    try {
      return run.isResumed() ? goesOn() : begins();
    } catch (LaunchException e) {
      throw new CommandFailure(e.getMessage());
    }
  }

  private int goesOn() throws IOException, InterruptedException {
    FleetPlan plan = run.read(() -> FleetPlan.of(run.document()));
    run.mend();
    return measured(plan, stack(plan.stack()), session());
  }

  private int begins() throws IOException, InterruptedException {
    Stack stack = stack(options.environment);
    List<Stack> inside = List.of(SlurmNodes.inside(stack));
    Setting setting = options.setting(inside);
    BenchmarkWork work = options.work(inside);
    Matrix matrix = new Matrix();
    Plan<BenchmarkWork> plan = new Plan<>(setting, work, inside);
    double seconds =
        setting.blocks()
            * matrix.conditions(plan).stream().mapToDouble(one -> matrix.seconds(one, plan)).sum();
    Session session = session();
    List<String> nodes = isDry() ? List.of(UNKNOWN_NODE) : SlurmNodes.chosen(session.host(), stack);
    FleetPlan whole =
        new FleetPlan(
            session.owner().run() + "-" + Long.toString(Instant.now().toEpochMilli(), 36),
            stack.text(),
            nodes,
            words(inside.get(0), setting, work),
            seconds,
            options.atOnce());
    if (isDry()) {
      rehearse(whole, stack, session);
      warn(whole, stack, session);
      return ExitCode.DONE;
    }
    warn(whole, stack, session);
    run.folder(
        Map.of(
            "verb", VERB,
            "profile", options.profile(),
            "environments", stack.text(),
            "nodes", String.join("\n", nodes)),
        whole::in,
        List.of());
    return measured(whole, stack, session);
  }

  private Session session() throws IOException {
    return run.session(
        isDry() ? Shipped.of(Path.of("benchmarks.jar")) : Shipped.of(OwnJar.running().path()),
        Optional.empty(),
        Optional.empty());
  }

  private static Stack stack(String text) {
    Stack stack =
        Environments.parsed(List.of(text), UnaryOperator.identity()).values().iterator().next();
    if (!SlurmNodes.isOf(stack)) {
      throw new UsageFailure(
          "--env " + text + ": a fleet's first layer is slurm, such as 'slurm(nodes=8)/docker'");
    }
    if (SlurmNodes.count(stack) < 2) {
      throw new UsageFailure(
          "--env %s: a fleet takes two nodes or more, such as 'slurm(nodes=8)'; matrix measures one"
              .formatted(stack.text()));
    }
    return stack;
  }

  /**
   * Returns what the jar is asked for on each node: what depends on a machine is the same for all.
   */
  private List<String> words(Stack inside, Setting setting, BenchmarkWork work) {
    List<String> words = new ArrayList<>(List.of("matrix", "--env"));
    words.add(inside.steps().isEmpty() ? Stack.BARE : inside.text());
    work.benchmarks().forEach(regex -> words.addAll(List.of("--benchmarks", regex)));
    options.told(work).forEach(param -> words.addAll(List.of("-p", param)));
    words.addAll(List.of("--blocks", String.valueOf(setting.blocks())));
    words.addAll(List.of("--profile", options.profile()));
    words.addAll(List.of("--seed", String.valueOf(setting.seed())));
    return words;
  }

  private void warn(FleetPlan plan, Stack stack, Session session) throws IOException {
    Duration node = Duration.ofSeconds(Math.round(plan.nodeSeconds()));
    Optional<Duration> limit = SlurmNodes.limit(session.host(), stack);
    if (limit.isPresent() && limit.get().compareTo(node) < 0) {
      err.println(
          ("tare: a node takes about %s, and Slurm ends a job after %s; what is cut short goes on"
                  + " with --resume")
              .formatted(Quantity.about(node), Quantity.about(limit.get())));
    }
  }

  private void rehearse(FleetPlan plan, Stack stack, Session session) throws IOException {
    try (FleetRun fleet =
        new FleetRun(session, run.path(), plan, stack, (what, share, left) -> {})) {
      fleet.rehearse();
    }
    long nodes = SlurmNodes.count(stack);
    long turns = (nodes + plan.atOnce() - 1) / plan.atOnce();
    out.println(
        ("# %s nodes, each in a job of its own, %s at once: a node takes about %s, all of them about"
                + " %s once Slurm gives them")
            .formatted(
                nodes,
                Math.min(nodes, plan.atOnce()),
                about(plan.nodeSeconds()),
                about(turns * plan.nodeSeconds())));
    out.flush();
  }

  private static String about(double seconds) {
    return Quantity.about(Duration.ofSeconds(Math.round(seconds)));
  }

  private int measured(FleetPlan plan, Stack stack, Session session)
      throws IOException, InterruptedException {
    List<FleetRun.Outcome> outcomes;
    try (RunProgress progress = RunProgress.ofShares(VERB, err);
        FleetRun fleet = new FleetRun(session, run.path(), plan, stack, progress)) {
      Cleanup.closing(fleet);
      outcomes = run.measure(fleet::run);
    }
    if (session.isClosing()) {
      return ExitCode.FAILED;
    }
    long failed = outcomes.stream().filter(one -> one.failure().isPresent()).count();
    if (failed > 0) {
      err.println(
          "tare: %s of %s nodes failed; what is not finished goes on with: %s"
              .formatted(failed, outcomes.size(), run.goOn()));
      return ExitCode.FAILED;
    }
    run.finish(Instant.now());
    // Standard output may be CSV.
    err.println("Run folder: " + run.path());
    return ExitCode.DONE;
  }

  @Override
  public void close() throws IOException {
    run.close();
  }
}
