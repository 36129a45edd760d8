package dev.tare.cli;

import dev.tare.bench.run.RunLock;
import dev.tare.experiment.OwnJar;
import dev.tare.experiment.Session;
import dev.tare.experiment.matrix.RandomBlocks;
import dev.tare.experiment.network.NetworkListener;
import dev.tare.experiment.network.NetworkPath;
import dev.tare.experiment.network.NetworkPlan;
import dev.tare.experiment.network.NetworkRun;
import dev.tare.experiment.network.PathAvailability;
import dev.tare.experiment.network.PathVariant;
import dev.tare.experiment.network.PlanText;
import dev.tare.facts.EnvironmentFacts;
import dev.tare.launch.Host;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layers;
import dev.tare.launch.Owner;
import dev.tare.launch.Places;
import dev.tare.launch.StackSyntax;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import dev.tare.result.Slot;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.userland.GuestImages;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/** Brings a run of network about: what is asked for, what can be had, the run and its end. */
final class NetworkMeasurement {
  /** What a client's JVM is told to have: it is pinned to one. */
  private static final int PROCESSORS = 1;

  private final NetworkOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private final StackSyntax syntax = new StackSyntax(Layers.standard());
  private final List<String> unavailable = new ArrayList<>();
  private RunFolder folder;
  private Optional<Userland> userland = Optional.empty();

  NetworkMeasurement(NetworkOptions options, PrintWriter out, PrintWriter err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  RunFolder folder() {
    return folder;
  }

  /** The paths that were asked for by name and cannot be had, one line each. */
  List<String> unavailable() {
    return unavailable;
  }

  /** Prints every command of one visit of each path. */
  void dry() throws IOException {
    NetworkPlan plan = planned(options.asked().isEmpty() ? usable() : options.asked());
    Session session =
        Session.dry("dry", Userland.cached(), Optional.empty(), line -> out.println(line));
    try {
      experiment(plan, session, new NetworkListener() {}).rehearse();
    } catch (LaunchException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    } finally {
      out.flush();
    }
  }

  /**
   * @return whether all of it succeeded
   */
  boolean measure() throws IOException, InterruptedException {
    try (AutoCloseable machine = machine()) {
      return options.resume().isPresent() ? resumed() : started();
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean started() throws IOException, InterruptedException {
    NetworkPlan plan = planned(usable());
    Instant now = Instant.now();
    Path path = options.out().orElse(Path.of("results", "runs", RunId.at(now))).normalize();
    NewFolder.check(path);
    List<String> names = plan.variants().stream().map(PathVariant::name).toList();
    RunDocument document =
        RunDocument.planned(
            path.toAbsolutePath().getFileName().toString(),
            now,
            plan.seed(),
            PlanText.of(plan),
            EnvironmentFacts.read(),
            RandomBlocks.schedule(names, plan.blocks(), plan.seed()));
    try {
      folder = RunFolder.create(path, document);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "cannot write the run folder " + path + " (" + e + "); name one with --out DIR");
    }
    return run(plan);
  }

  private boolean resumed() throws IOException, InterruptedException {
    String name = options.resume().orElseThrow();
    Path path = Path.of(name);
    if (!Files.exists(path.resolve("run.json"))) {
      path = Path.of("results", "runs", name);
    }
    try {
      folder = RunFolder.open(path);
      NetworkPlan plan = PlanText.parse(folder.document().plan());
      userland = userland(plan.paths());
      return run(plan);
    } catch (BadInput | IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--resume " + name + ": " + e.getMessage());
    }
  }

  private boolean run(NetworkPlan plan) throws IOException, InterruptedException {
    if (plan.keep() && plan.blocks() > 1) {
      err.println(
          "tare: quick keeps an environment over all blocks: it is one sample of it, and"
              + " --profile standard makes it anew for each");
    }
    Session session =
        Session.open(folder.document().id(), jar().path(), userland, Optional.empty());
    Cleanup.opened(session);
    try (NetworkProgress progress =
            new NetworkProgress(left(), plan.forksPerVisit(), plan.blocks(), err);
        NetworkRun run = experiment(plan, session, progress)) {
      return run.measure(folder, folder.document().host(), InstantSource.system());
    } finally {
      if (session.isClosing()) {
        err.println("tare: interrupted; go on with: network --resume " + folder.path());
        err.flush();
      }
      session.close();
      Cleanup.closed(session);
    }
  }

  private NetworkRun experiment(NetworkPlan plan, Session session, NetworkListener listener) {
    return new NetworkRun(plan, session, syntax, listener, PROCESSORS);
  }

  private NetworkPlan planned(List<NetworkPath> paths) throws IOException {
    try {
      return options.plan(paths);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  /** What can be had of what was asked for, or of all there is; of the others a line each. */
  private List<NetworkPath> usable() {
    try {
      List<NetworkPath> asked = options.asked();
      List<NetworkPath> wanted = asked.isEmpty() ? NetworkPath.all() : asked;
      userland = userland(wanted);
      List<NetworkPath> usable = new ArrayList<>();
      for (NetworkPath path : wanted) {
        Optional<String> obstacle = obstacle(path);
        if (obstacle.isEmpty()) {
          usable.add(path);
        } else if (asked.isEmpty()) {
          err.println("tare: also to be had: " + obstacle.get());
        } else {
          unavailable.add(obstacle.get());
        }
      }
      if (usable.isEmpty()) {
        throw new CommandFailure(ExitCode.FAILED, String.join("; ", unavailable));
      }
      return usable;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private Optional<String> obstacle(NetworkPath path) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    String there = temporary.toString();
    Places places =
        userland
            .map(one -> one.places(temporary, temporary, temporary))
            .orElseGet(() -> new Places("", "", "java", there, there, there));
    return new PathAvailability(new Host(places), Owner.ofRun("check"), syntax, isRoot())
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

  private static OwnJar jar() {
    try {
      return OwnJar.running();
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }

  private int left() {
    return (int)
        folder.document().schedule().stream()
            .filter(slot -> slot.status() == Slot.Status.PLANNED)
            .count();
  }

  /** One run at a time has the machine; its visits are told not to look. */
  private static AutoCloseable machine() throws IOException {
    try {
      return RunLock.take();
    } catch (RunnerException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }
}
