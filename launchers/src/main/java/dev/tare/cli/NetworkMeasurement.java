package dev.tare.cli;

import dev.tare.experiment.RandomBlocks;
import dev.tare.experiment.Session;
import dev.tare.experiment.network.NetworkListener;
import dev.tare.experiment.network.NetworkPath;
import dev.tare.experiment.network.NetworkPlan;
import dev.tare.experiment.network.NetworkRun;
import dev.tare.experiment.network.PathAvailability;
import dev.tare.experiment.network.PathVariant;
import dev.tare.experiment.network.PlanText;
import dev.tare.launch.Layers;
import dev.tare.launch.Owner;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import dev.tare.userland.GuestImages;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings a run of network about: what is asked for, what can be had, the run and its end. */
final class NetworkMeasurement {
  /** What a client's JVM is told to have: it is pinned to one. */
  private static final int PROCESSORS = 1;

  private final NetworkOptions options;
  private final MeasuredRun run;
  private final PrintWriter err;
  private final StackSyntax syntax = new StackSyntax(Layers.standard());
  private Optional<Userland> userland = Optional.empty();

  NetworkMeasurement(NetworkOptions options, MeasuredRun run, PrintWriter err) {
    this.options = options;
    this.run = run;
    this.err = err;
  }

  /** Prints every command of one visit of each path. */
  void dry() throws IOException, InterruptedException {
    NetworkPlan plan = checked(options);
    List<String> layers =
        plan.paths().stream().map(path -> path.isBare() ? Stack.BARE : path.name()).toList();
    Session session = run.session(Path.of(""), Userland.expected(layers), Optional.empty());
    run.measure(
        () -> {
          experiment(plan, session, new NetworkListener() {}).rehearse();
          return true;
        });
  }

  /**
   * @return whether all of it succeeded
   */
  boolean measure() throws IOException, InterruptedException {
    if (!run.isResumed()) {
      return measure(planned(usable()));
    }
    NetworkPlan plan = run.read(begun -> PlanText.parse(begun.plan()));
    userland = userland(plan.paths());
    return measure(plan);
  }

  private boolean measure(NetworkPlan plan) throws IOException, InterruptedException {
    List<String> names = plan.variants().stream().map(PathVariant::name).toList();
    RunFolder folder =
        run.folder(PlanText.of(plan), RandomBlocks.schedule(names, plan.blocks(), plan.seed()))
            .orElseThrow();
    boolean guests = plan.variants().stream().anyMatch(variant -> variant.path().hasGuest());
    if (plan.keep() && plan.blocks() > 1 && guests) {
      run.sayKept();
    }
    Session session = run.session(MeasuringJar.own(), userland, Optional.empty());
    try (RunProgress progress =
            RunProgress.ofVisits(
                "network", left(folder), plan.forksPerVisit(), plan.blocks(), err);
        NetworkRun network = experiment(plan, session, progress)) {
      return run.measure(
          () -> network.measure(folder, folder.document().host(), InstantSource.system()));
    }
  }

  private NetworkRun experiment(NetworkPlan plan, Session session, NetworkListener listener) {
    return new NetworkRun(plan, session, syntax, listener, PROCESSORS);
  }

  /**
   * The plan of what was asked for, or of all there is, whether it can be had or not; refuses what
   * will not do before anything is built.
   */
  static NetworkPlan checked(NetworkOptions options) {
    try {
      List<NetworkPath> wanted = wanted(options);
      List<NetworkPath> sensible =
          wanted.stream()
              .filter(path -> !options.isReversed() || path.notReversed().isEmpty())
              .toList();
      return options.plan(sensible.isEmpty() ? wanted : sensible);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private NetworkPlan planned(List<NetworkPath> paths) {
    try {
      return options.plan(paths);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  /** What can be had of what was asked for, or of all there is; of the others a line each. */
  private List<NetworkPath> usable() {
    try {
      List<NetworkPath> wanted = wanted(options);
      userland = userland(wanted);
      List<NetworkPath> usable = new ArrayList<>();
      for (NetworkPath path : wanted) {
        Optional<String> obstacle = obstacle(path);
        if (obstacle.isEmpty()) {
          usable.add(path);
        } else if (options.asked().isEmpty()) {
          err.println("tare: also to be had: " + obstacle.get());
        } else {
          run.unavailable().add(obstacle.get());
        }
      }
      if (usable.isEmpty()) {
        throw new CommandFailure(ExitCode.FAILED, String.join("; ", run.unavailable()));
      }
      return usable;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private static List<NetworkPath> wanted(NetworkOptions options) {
    List<NetworkPath> asked = options.asked();
    return asked.isEmpty() ? NetworkPath.all() : asked;
  }

  private Optional<String> obstacle(NetworkPath path) {
    return new PathAvailability(AskedHost.with(userland), Owner.ofRun("check"), syntax, isRoot())
        .obstacle(path, options.offloads(), options.cpus(), options.isReversed());
  }

  /** By the effective user id. */
  private static boolean isRoot() {
    String status = ProcFiles.system().text("proc/self/status").orElse("");
    String[] ids = ProcText.value(status, "Uid").orElse("").split("\\s+");
    return ids.length > 1 && ids[1].equals("0");
  }

  /** What environments are made of; the host alone needs none of it. */
  private Optional<Userland> userland(List<NetworkPath> wanted) {
    if (wanted.stream().allMatch(NetworkPath::isBare)) {
      return Userland.cached();
    }
    try {
      Userland built = Userland.built(step -> err.println("userland: " + step));
      if (wanted.stream().anyMatch(NetworkPath::hasGuest) && built.hasSshServer()) {
        GuestImages.build(built, step -> err.println("userland: " + step));
      }
      return Optional.of(built);
    } catch (IOException e) {
      err.println("tare: what environments are made of is not whole: " + e.getMessage());
      return Userland.cached();
    }
  }

  private static int left(RunFolder folder) {
    return (int)
        folder.document().schedule().stream()
            .filter(slot -> slot.status() == Slot.Status.PLANNED)
            .count();
  }
}
