package dev.tare.experiment.density;

import dev.tare.experiment.BenchmarkValues;
import dev.tare.experiment.Bounds;
import dev.tare.experiment.Experiment;
import dev.tare.experiment.Found;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Parameter;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Step;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.Turn;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.ConcurrentRun;
import dev.tare.experiment.concurrent.HostReader;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.Participant;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.concurrent.SharedGuest;
import dev.tare.experiment.concurrent.Together;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.result.Metrics;
import dev.tare.result.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * Finds how many environments fit: block by block those of each kind in rising number, until the
 * counts or the host end.
 */
public final class Density implements Experiment<Density.Parameters, Guests, Density.Result> {
  /** More than a thousand guests are no sweep but a mistake in typing. */
  private static final int MOST = 1024;

  /** Holds what making an environment takes, s. */
  private static final double MAKING = 3;

  /**
   * Holds its options.
   *
   * @param guests how many run at once, each from 1 to 1024; in rising order
   * @param workload what each does, as it was asked for
   * @param params of the workload, {@code name=value}; they count more than the profile's
   * @param sharedGuest whether containers in machines share one
   * @param overcommit how many times CPUs and memory are promised, above 1 to 4, at most as often
   *     as there are guests; absent: nothing bounds all of them
   */
  public record Parameters(
      @Parameter(
              name = "--guests",
              label = "N",
              usual = "1,2,4,8,12,16",
              help = "How many run at once")
          List<Integer> guests,
      @Parameter(
              name = "--workload",
              label = "NAME",
              usual = "cpu.Prime",
              regex = true,
              help =
                  "What each does: a benchmark such as disk.RandomFile, or a server under its load;"
                      + " disk.FilebenchRandomRw and disk.SysbenchFileIo are buffered")
          String workload,
      @BenchmarkValues List<String> params,
      @Parameter(
              name = "--shared-guest",
              help =
                  "Containers in a machine, such as kvm/lxc, share one as large as all of theirs"
                      + " would be; what each is given is a soft limit in there")
          boolean sharedGuest,
      @Parameter(
              name = "--overcommit",
              label = "F",
              help =
                  "Promises CPUs and memory F times, above 1 to 4, both together: each has --limit"
                      + " memory (1g unless given) and its part of F times the CPUs, and all of them"
                      + " an F-th of that memory, in a pool or in the machine they share; one alone"
                      + " has all its own")
          Optional<Double> overcommit) {
    public Parameters {
      params = List.copyOf(params);
      Workload.check(List.of(Workload.of(workload, List.of()).benchmark()), params);
      guests.forEach(count -> Bounds.range("--guests", count, 1, MOST));
      guests = List.copyOf(new TreeSet<>(guests));
      overcommit.ifPresent(
          factor ->
              Bounds.check(
                  "--overcommit",
                  factor,
                  factor > 1 && factor <= Bounds.MOST_OVERCOMMIT,
                  "above 1, up to 4"));
    }

    Workload work() {
      return Workload.of(workload, List.of());
    }
  }

  /**
   * Describes what came of a turn.
   *
   * @param idle the host before the first environment was made
   * @param together the same while all of them measured, and what failed
   */
  public record Result(HostReading idle, ConcurrentOutcome together) implements Together {
    /** Returns what all took of the host's available memory, bytes; absent where it is not told. */
    OptionalDouble takenBytes() {
      return together
          .loaded()
          .map(loaded -> loaded.takenSince(idle))
          .orElse(OptionalDouble.empty());
    }
  }

  @Override
  public String name() {
    return "density";
  }

  @Override
  public About about() {
    return new About(
        List.of(
            "Measures how many environments fit on this host, and what a further one costs.",
            "",
            "Runs 1, 2, 4, ... environments at once, each doing the same, and says what each"
                + " gets, what all get together, how fairly, and how much memory a further one"
                + " takes. Stops before the host is full (memory, pids, disk) and says which it"
                + " was."),
        List.of(
            "density --env docker --env lxc --env kvm --guests 1,2,4,8",
            "density --env docker --workload disk.RandomFile --dry-run",
            "density --env kvm --env kvm/lxc --shared-guest --guests 3 --workload redis",
            "density --env docker --guests 1,3,6 --overcommit 1.5 --limit memory=512m",
            "density --env docker --workload app.Command -p 'command=dd if=/dev/zero of=/dev/null bs=1M count=1000'"),
        "0 done, also where the host's ceiling ended it; 2 usage; 5 an environment"
            + " that was asked for is unavailable, or something failed: the rest has run.");
  }

  @Override
  public List<String> packs(Parameters parameters) {
    return parameters.work().packs();
  }

  @Override
  public Setting prepared(Setting setting, Parameters parameters) {
    Workload.of(parameters.workload(), params(parameters, setting));
    StackSyntax syntax = new StackSyntax(Layers.standard());
    if (parameters.sharedGuest()
        && setting.environments().stream().allMatch(text -> syntax.parse(text).guest().isEmpty())) {
      throw new IllegalArgumentException(
          "--shared-guest: none of the environments is a container in a machine, such as --env"
              + " kvm/lxc");
    }
    return parameters.overcommit().isEmpty() ? setting : Guests.promised(setting, syntax);
  }

  /** Returns what the work is told: a file has a size of its own here. The user's come last. */
  static List<String> params(Parameters parameters, Setting setting) {
    Workload work = parameters.work();
    List<String> params = new ArrayList<>(work.params());
    params.addAll(
        work.usesDisk() ? List.of("size=" + (setting.fileBytes() >> 20) + "m") : setting.params());
    params.addAll(parameters.params());
    return params;
  }

  @Override
  public List<Guests> conditions(Plan<Parameters> plan) {
    String work = plan.parameters().work().label();
    List<Guests> all = new ArrayList<>();
    for (Stack stack : plan.stacks()) {
      boolean shared = plan.parameters().sharedGuest() && stack.guest().isPresent();
      double most = plan.parameters().overcommit().orElse(1.0);
      for (int count : plan.parameters().guests()) {
        // What there is can be promised whole to each of them, and no more often.
        all.add(new Guests(stack, count, work, shared, Math.min(most, count)));
      }
    }
    return all;
  }

  @Override
  public double seconds(Guests guests, Plan<Parameters> plan) {
    return MAKING * (2 + guests.count())
        + plan.parameters()
            .work()
            .seconds(plan.setting().timing(), params(plan.parameters(), plan.setting()));
  }

  @Override
  public Optional<String> refusal(
      Turn<Guests> turn, Plan<Parameters> plan, List<Step<Guests, Result>> before, Lab lab)
      throws IOException {
    return new Forecast(plan, turn.condition(), lab).refusal(before);
  }

  @Override
  public Result measure(Turn<Guests> turn, Plan<Parameters> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException {
    HostReader host = HostReader.of(lab.session());
    HostReading idle = host.read();
    Result result = new Result(idle, together(turn, plan, lab, host));
    if (result.measured() && !lab.isDry()) {
      if (result.together().isWhole()) {
        PlaceScores.sample(lab, turn, plan.parameters().work(), samples);
      }
      result.together().samplePool(samples);
    }
    // Guests that were left by others have more than so many have, and take less.
    if (result.counts() && !lab.isDry()) {
      HostReading loaded = result.together().loaded().orElseThrow();
      samples.add(Metrics.HOST_MEMORY, result.takenBytes());
      samples.add(Metrics.PSS, HostReading.real(loaded.pssBytes()));
      samples.add(Metrics.GROUP_MEMORY, HostReading.real(loaded.groupBytes()));
      samples.add(Metrics.OVERLAP, result.together().overlap());
    }
    return result;
  }

  private static ConcurrentOutcome together(
      Turn<Guests> turn, Plan<Parameters> plan, Lab lab, HostReader host)
      throws IOException, InterruptedException {
    Guests guests = turn.condition();
    Setting setting = plan.setting();
    ConcurrentRun run = new ConcurrentRun(lab, host);
    int cpus = setting.cpus().size();
    Optional<SharedGuest> machine = guests.machine(setting.limits(), cpus);
    if (machine.isPresent()) {
      return run.run(participants(turn, plan, machine.get().inside()), machine.get());
    }
    Limits each = guests.each(setting.limits(), cpus);
    return run.run(participants(turn, plan, each), new Forecast(plan, guests, lab).poolBytes());
  }

  /** The facts of a place are read once: all its guests are alike. */
  private static List<Participant> participants(
      Turn<Guests> turn, Plan<Parameters> plan, Limits limits) {
    Setting setting = plan.setting();
    TrialPlan trial =
        plan.parameters().work().trial(setting.timing(), 1, params(plan.parameters(), setting));
    List<Participant> all = new ArrayList<>();
    for (int guest = 0; guest < turn.condition().count(); guest++) {
      all.add(
          new Participant(
              turn.slot() + guest,
              turn.condition().name(),
              "guest-" + (guest + 1),
              turn.condition().stack(),
              limits,
              trial.withFacts(guest == 0 && turn.isFirst())));
    }
    return all;
  }

  @Override
  public Optional<Section> section(Found<Parameters, Guests, Result> found) {
    return Optional.of(new DensitySection(found).section());
  }
}
