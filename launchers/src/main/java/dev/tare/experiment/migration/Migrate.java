package dev.tare.experiment.migration;

import dev.tare.experiment.Experiment;
import dev.tare.experiment.Found;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Outcome;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Turn;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.launch.Environment;
import dev.tare.launch.Finding;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.result.Facts;
import dev.tare.result.MigrationMetrics;
import dev.tare.result.Section;
import dev.tare.stats.OrderStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Finds what it costs to move environments as they run (Dhar 2016, 6; Chaufournier 2016, 5.2). */
public final class Migrate implements Experiment<Parameters, Moving, Migrate.Result> {
  private static final double CONTAINER = 4;
  private static final double MACHINE = 25;
  private static final double HALF = 0.5;
  private static final List<String> MACHINES = List.of("kvm");
  private static final String NETWORK = "network";
  private static final String HOST = "host";

  /**
   * Describes what came of a turn.
   *
   * @param moves those whose figures do not count among them
   * @param emulated whether it is an emulated machine
   * @param failures why there are no more, a line each
   */
  public record Result(List<Moved> moves, boolean emulated, List<String> failures)
      implements Outcome {
    public Result {
      moves = List.copyOf(moves);
      failures = List.copyOf(failures);
    }

    @Override
    public boolean measured() {
      return moves.stream().anyMatch(Moved::counts);
    }
  }

  @Override
  public String name() {
    return "migrate";
  }

  @Override
  public About about() {
    return new About(
        List.of(
            "Measures what it costs to move environments as they run.",
            "",
            "Moves a machine from one QEMU to another, and a container of runc by CRIU, on this"
                + " host or, with --to, to another one, while it is idle, writes to its memory or serves memcached: how long that"
                + " takes, for how long a client outside has no answer, beside what the engine"
                + " says, and how much memory is sent. A move that does not come to its end within"
                + " the limit is called off."),
        List.of(
            "migrate --env kvm --how pre-copy,post-copy --workload idle,20,100",
            "migrate --env kvm --env runc --workload memcached --moves 5",
            "migrate --env kvm --env runc --workload idle --working-set 64,128,256",
            "migrate --env kvm --to 'ssh(host=b)'"));
  }

  @Override
  public List<String> usual() {
    return List.of("kvm", "runc");
  }

  /**
   * A machine is found again on a bridge, and has no disk of data that only one can have open; a
   * container is found in the network of the host. What goes to another machine sends its frames as
   * they are on a wire.
   */
  @Override
  public Stack prepared(Stack stack, Parameters asked) {
    if (stack.hasGuest()) {
      Stack found = stack.reachable().with(0, "data", "overlay");
      return asked.to().isPresent() ? found.with(0, "offload", "off") : found;
    }
    return stack.steps().isEmpty() || stack.steps().get(0).options().containsKey(NETWORK)
        ? stack.reachable()
        : stack.with(0, NETWORK, HOST);
  }

  @Override
  public Setting prepared(Setting setting, Parameters asked) {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    Limits limits = setting.limits().or(MovedPlace.USUAL);
    boolean named = !setting.environments().isEmpty();
    Setting had = named || asked.to().isEmpty() ? setting : setting.withEnvironments(MACHINES);
    for (String text : had.environments().isEmpty() ? usual() : had.environments()) {
      Stack stack = syntax.parse(text);
      refusal(stack, asked)
          .map(why -> "--env " + text + ": " + why)
          .or(() -> asked.refusal(stack.limits(limits)))
          .ifPresent(
              why -> {
                throw new IllegalArgumentException(why);
              });
    }
    return had;
  }

  private static Optional<String> refusal(Stack stack, Parameters asked) {
    if (stack.isElsewhere()) {
      return Optional.of("it is moved from this machine; --to says to which other one");
    }
    if (asked.to().isPresent() && !stack.hasGuest()) {
      return Optional.of("is not moved to another machine; leave --to out, or use kvm");
    }
    if (stack.steps().size() != 1 || !stack.steps().get(0).layer().saves()) {
      return Optional.of("cannot be moved as it runs; kvm and runc can");
    }
    Map<String, String> options = stack.steps().get(0).options();
    if (options.getOrDefault("net", "tap").equals("user")) {
      return Optional.of("connections end with net=user; leave it out, or net=tap");
    }
    return options.getOrDefault(NETWORK, HOST).equals(HOST)
        ? Optional.empty()
        : Optional.of("a container is moved with network=host; leave it out");
  }

  /** Sends what it is made of to another machine before it looks at that. */
  @Override
  public Optional<Finding> lack(Stack stack, Plan<Parameters> plan, Session session)
      throws IOException {
    Optional<Finding> here = stack.steps().get(0).layer().lacksForSaving(session.host());
    Optional<Stack> other = plan.parameters().elsewhere();
    if (here.isPresent() || other.isEmpty()) {
      return here;
    }
    Limits limits = plan.setting().limits().or(MovedPlace.USUAL);
    Environment there = session.enter(other.get(), Limits.NONE);
    try {
      return Layers.lacksForMoving(session.host(), there, stack, limits, session.owner());
    } finally {
      session.leave(there);
    }
  }

  @Override
  public List<String> packs(Parameters asked) {
    return asked.works().stream().filter(Work::isServer).map(Work::word).toList();
  }

  @Override
  public List<Moving> conditions(Plan<Parameters> plan) {
    List<Moving> all = new ArrayList<>();
    for (Stack stack : plan.stacks()) {
      List<Way> ways = stack.hasGuest() ? plan.parameters().how() : List.of(Way.CHECKPOINT);
      for (Way how : ways) {
        for (Work work : plan.parameters().works()) {
          plan.parameters().sets().forEach(set -> all.add(new Moving(stack, how, work, set)));
        }
      }
    }
    return all;
  }

  @Override
  public double seconds(Moving moving, Plan<Parameters> plan) {
    double sending = plan.parameters().sendingSeconds(moving);
    double each = 2 * MovedPlace.QUIET.toMillis() / 1e3 + 2 + sending;
    int moves = plan.parameters().moves();
    double begun = moving.stack().hasGuest() ? MACHINE : CONTAINER;
    return begun * (plan.parameters().to().isPresent() ? moves : 1) + moves * each;
  }

  @Override
  public Result measure(Turn<Moving> turn, Plan<Parameters> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException {
    List<Moved> moves = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    boolean emulated = false;
    // From another machine none goes on.
    boolean once = plan.parameters().to().isPresent();
    try {
      while (moves.size() < plan.parameters().moves()) {
        try (MovedPlace place = MovedPlace.open(lab, plan, turn.condition())) {
          Facts facts = place.facts();
          emulated = facts.emulated().orElse(false);
          if (turn.isFirst() && moves.isEmpty()) {
            lab.facts(turn.condition().name(), Facts.of(Map.of()), facts);
          }
          for (int i = once ? 1 : plan.parameters().moves(); i > 0; i--) {
            moves.add(place.move());
          }
        }
      }
    } catch (LaunchException e) {
      failures.add(e.getMessage());
    }
    moves.stream().flatMap(one -> one.voided().stream()).distinct().forEach(failures::add);
    if (!failures.isEmpty()) {
      lab.session().checkNotInterrupted(turn.condition().name() + " is to go on");
    }
    Result result = new Result(moves, emulated, failures);
    keep(result, turn.slot(), lab, samples);
    return result;
  }

  /** Keeps one figure a block: the median of its moves. */
  private static void keep(Result result, int slot, Lab lab, Samples samples) throws IOException {
    List<Moved> own = result.moves().stream().filter(Moved::counts).toList();
    if (own.isEmpty()) {
      lab.without(slot, String.join("; ", result.failures()));
      return;
    }
    List<Moved> there = own.stream().filter(Moved::arrived).toList();
    samples.add(MigrationMetrics.ARRIVED, (double) there.size() / own.size());
    samples.add(MigrationMetrics.TIME, median(there, one -> OptionalDouble.of(one.totalNs())));
    samples.add(
        MigrationMetrics.DOWNTIME, median(there, one -> HostReading.real(one.downtimeNs())));
    samples.add(
        MigrationMetrics.BLACKOUT, median(there, one -> HostReading.real(one.blackoutNs())));
    samples.add(
        MigrationMetrics.LONGEST,
        there.stream().flatMapToLong(one -> one.blackoutNs().stream()).asDoubleStream().max());
    samples.add(
        MigrationMetrics.CONNECTION, median(there, one -> HostReading.real(one.connectionNs())));
    samples.add(MigrationMetrics.BYTES, median(there, one -> HostReading.real(one.bytes())));
    samples.add(MigrationMetrics.SHARE, median(there, Moved::share));
    samples.add(MigrationMetrics.ROUNDS, median(there, one -> HostReading.real(one.rounds())));
    samples.add(MigrationMetrics.SLOWED, median(own, Moved::mostSlowed));
    lab.done(slot);
  }

  private static OptionalDouble median(List<Moved> moves, Function<Moved, OptionalDouble> figure) {
    return of(moves, figure).value(HALF);
  }

  static OrderStatistics of(List<Moved> moves, Function<Moved, OptionalDouble> figure) {
    return new OrderStatistics(
        moves.stream().map(figure).flatMapToDouble(OptionalDouble::stream).toArray());
  }

  @Override
  public void rehearse(Turn<Moving> turn, Plan<Parameters> plan, Lab lab)
      throws IOException, InterruptedException {
    try (MovedPlace place = MovedPlace.open(lab, plan, turn.condition())) {
      place.rehearse();
    }
  }

  @Override
  public Optional<Section> section(Found<Parameters, Moving, Result> found) {
    return Optional.of(new MigrateSection(found).section());
  }
}
