package dev.tare.experiment.network;

import dev.tare.experiment.Experiment;
import dev.tare.experiment.Found;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.Turn;
import dev.tare.experiment.ends.EndCpus;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Stack;
import dev.tare.result.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares paths to a server: each is made, proven and then measured with all patterns, before the
 * next.
 */
public final class Network implements Experiment<NetworkParameters, PathVariant, PathOutcome> {
  /** Holds what a fork takes beside its iterations, and what making an environment takes, s. */
  private static final double STARTING = 1.5;

  private static final double CONTAINER = 3;
  private static final double GUEST = 20;

  @Override
  public String name() {
    return "network";
  }

  @Override
  public About about() {
    return new About(
        List.of(
            "Measures what the path to a server costs, with six patterns on each path.",
            "",
            "The paths lead through loopback, bridges, address translation and virtual devices, in"
                + " randomised blocks. Each path is proven before it is timed; both ends are"
                + " pinned, and the CPU time of the host and of the environment is counted for"
                + " each transaction and gigabyte. What is made on the host is removed again."),
        List.of(
            "network",
            "network --path loopback --path docker-bridge --path docker-nat",
            "network --path kvm-vhost --offload on --offload off",
            "network --patterns tcp_rr --bytes 1,1024,65536 --connections 1,16",
            "network --client 'ssh(host=b)' --address 10.0.0.1",
            "network --path loopback --dry-run"),
        About.exit("a path that was asked for is unavailable, or something failed"));
  }

  @Override
  public Asks asks() {
    return new Asks(false, true, false);
  }

  @Override
  public Setting prepared(Setting setting, NetworkParameters asked) {
    EndCpus.of(asked.cpus(), setting.cpus());
    return setting.withTiming(asked.timing(setting.timing()));
  }

  @Override
  public List<Stack> besides(NetworkParameters parameters) {
    return parameters.place().stacks();
  }

  @Override
  public NetworkParameters had(
      NetworkParameters asked, Setting setting, Session session, Lacking lacking)
      throws IOException {
    PathAvailability here =
        PathAvailability.of(session, asked, EndCpus.of(asked.cpus(), setting.cpus()));
    List<NetworkPath> had = new ArrayList<>();
    List<String> obstacles = new ArrayList<>();
    for (NetworkPath path : asked.wanted()) {
      here.obstacle(path).ifPresentOrElse(obstacles::add, () -> had.add(path));
    }
    if (had.isEmpty()) {
      throw new LaunchException(String.join("; ", obstacles));
    }
    obstacles.forEach(line -> lacking.add(line, !asked.paths().isEmpty()));
    return asked.with(had);
  }

  @Override
  public Optional<String> warning(Plan<NetworkParameters> plan) {
    return conditions(plan).stream().anyMatch(one -> isKept(one, plan))
        ? Optional.of(KEPT_GUESTS)
        : Optional.empty();
  }

  /** Tells whether a path lasts over all blocks: a guest in a first look. */
  static boolean isKept(PathVariant variant, Plan<?> plan) {
    Setting setting = plan.setting();
    return setting.quick() && setting.blocks() > 1 && variant.path().hasGuest();
  }

  @Override
  public boolean goesOn() {
    return true;
  }

  @Override
  public List<PathVariant> conditions(Plan<NetworkParameters> plan) {
    return plan.parameters().variants();
  }

  @Override
  public double seconds(PathVariant variant, Plan<NetworkParameters> plan) {
    double making = variant.path().hasGuest() ? GUEST : variant.path().isBare() ? 0 : CONTAINER;
    double fork = STARTING + plan.setting().timing().forkMs() / 1e3;
    return making + plan.parameters().forks() * fork;
  }

  @Override
  public PathOutcome measure(
      Turn<PathVariant> turn, Plan<NetworkParameters> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException {
    return new PathTurn(turn, plan, lab).measured();
  }

  @Override
  public void rehearse(Turn<PathVariant> turn, Plan<NetworkParameters> plan, Lab lab)
      throws IOException {
    try (OpenPath path = OpenPath.open(lab.session(), plan, turn.condition())) {
      for (TrialPlan trial :
          plan.parameters().trials(plan.setting().timing(), path.clientFlags())) {
        Environment client = path.client();
        client.run(trial.command(client.places()), Environment.PATIENCE);
      }
    }
  }

  @Override
  public Optional<Section> section(Found<NetworkParameters, PathVariant, PathOutcome> found) {
    return Optional.of(
        new NetworkSection(found.run(), found.plan(), found.calibrations()).section());
  }
}
