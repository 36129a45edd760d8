package dev.tare.experiment.boot;

import dev.tare.experiment.Experiment;
import dev.tare.experiment.Found;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Outcome;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Step;
import dev.tare.experiment.Turn;
import dev.tare.launch.Command;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import dev.tare.result.Metrics;
import dev.tare.result.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;

/** Measures how long environments take from nothing until they can be used, and to go again. */
public final class Boot implements Experiment<BootParameters, Starting, Boot.Result> {
  /** Holds what a start and its end take, s. */
  private static final double CONTAINER = 1.5;

  private static final double GUEST = 20;

  /**
   * Describes what came of a turn.
   *
   * @param starts that came up and were ended
   * @param cpuNs of the whole host for each of them, while they started; absent where untold
   * @param cpuShare of all CPUs of the host that were busy while they started, 0 to 1; likewise
   * @param mostAtOnce that were on their way at one moment
   * @param emulated whether they are emulated machines
   * @param failures why others did not come up or were not ended, a line each
   */
  public record Result(
      List<Start> starts,
      OptionalDouble cpuNs,
      OptionalDouble cpuShare,
      int mostAtOnce,
      boolean emulated,
      List<String> failures)
      implements Outcome {
    public Result {
      starts = List.copyOf(starts);
      failures = List.copyOf(failures);
    }

    @Override
    public boolean measured() {
      return !starts.isEmpty();
    }

    /** A few that failed among others are no reason to try no more. */
    @Override
    public boolean givenUp() {
      return starts.isEmpty();
    }
  }

  @Override
  public String name() {
    return "boot";
  }

  @Override
  public About about() {
    return new About(
        List.of(
            "Measures which environments start how fast, and where the time goes.",
            "",
            "From the moment at which one is asked for until the first byte of what runs first"
                + " inside, until commands can be run there, and until a JVM there has written its"
                + " line; then until its process and all its resources are gone. One at a time,"
                + " several at one moment, or at a rate; percentiles with intervals, phases that"
                + " sum to the whole."),
        List.of(
            "boot --env docker --env lxc --env runc --starts 20",
            "boot --env docker --env 'kvm(machine=microvm)' --count 1,2,4,8 --cache cold,warm"),
        About.exit("an environment that was asked for is unavailable, or something failed"));
  }

  /** That of a JVM inside is left out where none can be started. */
  @Override
  public boolean runsCommands() {
    return false;
  }

  @Override
  public BootParameters had(
      BootParameters parameters, Setting setting, Session session, Lacking lacking)
      throws IOException {
    BootParameters able =
        parameters.withFrom(From.had(parameters.from(), setting, session, lacking));
    if (!able.cache().contains(Cache.COLD) || Files.isWritable(Bursts.DROP)) {
      return able;
    }
    String why = "--cache cold: " + Bursts.DROP + " cannot be written (run as root)";
    List<Cache> left = parameters.cache().stream().filter(one -> one != Cache.COLD).toList();
    if (left.isEmpty()) {
      throw new LaunchException(why);
    }
    lacking.add(why, true);
    return able.withCache(left);
  }

  @Override
  public Setting prepared(Setting setting, BootParameters asked) {
    From.checkAny(setting, asked.from());
    return setting;
  }

  @Override
  public Optional<String> warning(Plan<BootParameters> plan) {
    return From.without(plan.parameters().from(), plan.stacks());
  }

  @Override
  public Optional<String> refusal(
      Turn<Starting> turn, Plan<BootParameters> plan, List<Step<Starting, Result>> before, Lab lab)
      throws IOException {
    return turn.condition().from().lack(turn.condition().stack(), lab.session());
  }

  @Override
  public List<Starting> conditions(Plan<BootParameters> plan) {
    BootParameters asked = plan.parameters();
    List<Starting> all = new ArrayList<>();
    for (Stack stack : plan.stacks()) {
      for (From from : asked.from()) {
        for (Cache cache : from.isOf(stack) ? asked.cache() : List.<Cache>of()) {
          for (int count : asked.count()) {
            all.add(new Starting(stack, count, OptionalDouble.empty(), cache, from));
          }
          for (double rate : asked.rate()) {
            all.add(new Starting(stack, 1, OptionalDouble.of(rate), cache, from));
          }
        }
      }
    }
    return all;
  }

  @Override
  public double seconds(Starting starting, Plan<BootParameters> plan) {
    double each = starting.stack().hasGuest() ? GUEST : CONTAINER;
    int measured = Math.max(plan.parameters().starts(), starting.count());
    double last = starting.rate().isPresent() ? measured / starting.rate().getAsDouble() : 0;
    return Math.max(last, each * (1 + measured));
  }

  @Override
  public Result measure(Turn<Starting> turn, Plan<BootParameters> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException {
    Starting starting = turn.condition();
    int limitSeconds = plan.parameters().limitSeconds();
    Limits limits = plan.setting().limits();
    Session session = lab.session();
    Optional<String> saved = saved(starting, session);
    AtomicReference<Facts> facts = new AtomicReference<>(Facts.of(Map.of()));
    Bursts.Look look =
        up -> {
          session.checkOutside(starting.entered(), limits, up);
          facts.set(up.facts());
          if (saved.isPresent()) {
            up.save(saved.get());
          }
        };
    Bursts unmeasured =
        new Bursts(session, starting.first(), Optional.empty(), limits, limitSeconds, look);
    Bursts bursts = new Bursts(session, starting, saved, limits, limitSeconds, up -> {});
    try {
      unmeasured.run(1, 0);
      if (unmeasured.failures().isEmpty()) {
        bursts.run(plan.parameters().starts(), plan.setting().seed() + turn.slot());
      }
    } finally {
      if (saved.isPresent()) {
        remove(saved.get(), session);
      }
    }
    if (turn.isFirst()) {
      lab.facts(starting.name(), Facts.of(Map.of()), facts.get());
    }
    Result result = bursts.result(unmeasured.failures(), facts.get().emulated().orElse(false));
    keep(result, turn.slot(), lab, samples);
    return result;
  }

  /** A folder for what is saved; absent where nothing is. */
  private static Optional<String> saved(Starting starting, Session session) throws IOException {
    if (starting.from() == From.IMAGE) {
      return Optional.empty();
    }
    String folder = session.host().places().scratch() + "/saved";
    session.host().ran(Command.of("mkdir", "-m", "700", folder));
    return Optional.of(folder);
  }

  private static void remove(String saved, Session session) throws IOException {
    session.host().ran(Command.of("rm", "-r", "-f", saved));
  }

  /** Keeps one figure a block: the median of its starts. */
  private static void keep(Result result, int slot, Lab lab, Samples samples) throws IOException {
    if (!result.measured()) {
      lab.without(slot, String.join("; ", result.failures()));
      return;
    }
    StartFigures figures = new StartFigures(result.starts());
    samples.add(Metrics.START, figures.median(Milestone.FIRST_BYTE));
    samples.add(Metrics.READY, figures.median(Milestone.READY));
    samples.add(Metrics.READY_LAST, figures.last(Milestone.READY));
    samples.add(Metrics.JVM_LINE, figures.median(Milestone.JVM));
    samples.add(Metrics.ANSWERED, figures.median(Milestone.ANSWER));
    samples.add(Metrics.ANSWERED_LAST, figures.last(Milestone.ANSWER));
    samples.add(Metrics.ENDED, figures.median(Start::processGone));
    samples.add(Metrics.GONE, figures.median(one -> OptionalDouble.of(one.goneNs())));
    samples.add(Metrics.START_CPU, result.cpuNs());
    samples.add(Metrics.START_CPU_SHARE, result.cpuShare());
    samples.add(Metrics.START_MEMORY, figures.median(Start::peak));
    samples.add(Metrics.AT_ONCE, result.mostAtOnce());
    for (Map.Entry<Milestone, OptionalDouble> phase : figures.meanPhases().entrySet()) {
      String name = phase.getKey().title();
      samples.add(Metrics.PHASE, phase.getValue().getAsDouble(), Map.of("phase", name));
    }
    lab.done(slot);
  }

  @Override
  public void rehearse(Turn<Starting> turn, Plan<BootParameters> plan, Lab lab)
      throws IOException, InterruptedException {
    Optional<String> saved = saved(turn.condition(), lab.session());
    rehearse(turn.condition(), plan, lab, Optional.empty(), saved);
    if (saved.isPresent()) {
      rehearse(turn.condition(), plan, lab, saved, Optional.empty());
      remove(saved.get(), lab.session());
    }
  }

  private static void rehearse(
      Starting starting,
      Plan<BootParameters> plan,
      Lab lab,
      Optional<String> from,
      Optional<String> into)
      throws IOException, InterruptedException {
    Launch launch = new Launch(lab.session(), starting, plan.setting().limits(), "first", from);
    launch.start(System.nanoTime());
    if (into.isPresent()) {
      launch.environment().save(into.get());
    }
    launch.close();
  }

  @Override
  public Optional<Section> section(Found<BootParameters, Starting, Result> found) {
    return Optional.of(new BootSection(found).section());
  }
}
