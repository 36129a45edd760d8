package dev.tare.experiment.boot;

import dev.tare.experiment.Experiment;
import dev.tare.experiment.Found;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Outcome;
import dev.tare.experiment.Parameter;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Step;
import dev.tare.experiment.Turn;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import dev.tare.result.Metrics;
import dev.tare.result.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/** Measures how long environments take from nothing until they can be used, and to go again. */
public final class Boot implements Experiment<Boot.Parameters, Starting, Boot.Result> {
  private static final int MOST = 256;
  private static final int MOST_STARTS = 10_000;

  /** What a start and its end take, s. */
  private static final double CONTAINER = 1.5;

  private static final double GUEST = 20;

  /**
   * Its options.
   *
   * @param count how many start at one moment, each from 1 to 256; in rising order
   * @param rate starts a second, each above 0
   * @param starts of each condition in each block, from 1 to 10000
   * @param limitSeconds after which a start is given up, from 1
   */
  public record Parameters(
      @Parameter(
              name = "--count",
              label = "N",
              usual = "1",
              help = "How many start at one moment, such as 1,2,4,8")
          List<Integer> count,
      @Parameter(
              name = "--rate",
              label = "N",
              help =
                  "Also as many starts a second, such as 2 or 0.5, each when its time has come"
                      + " whatever the others do (Poisson arrivals)")
          List<Double> rate,
      @Parameter(
              name = "--cache",
              label = "STATE",
              usual = "warm",
              help = "warm, or cold: the host's page cache is dropped before (needs root)")
          List<Cache> cache,
      @Parameter(
              name = "--starts",
              label = "N",
              usual = "10",
              help =
                  "How many starts in each block: over all blocks 6 give a median, 72 a p95, 368 a"
                      + " p99")
          int starts,
      @Parameter(
              name = "--time-limit",
              label = "SECONDS",
              usual = "60",
              help = "After which a start, or an end, is given up")
          int limitSeconds) {
    public Parameters {
      count = List.copyOf(new TreeSet<>(count));
      rate = List.copyOf(new TreeSet<>(rate));
      cache = List.copyOf(new LinkedHashSet<>(cache));
      count.forEach(one -> check("--count", one, one >= 1 && one <= MOST, "from 1 to " + MOST));
      rate.forEach(one -> check("--rate", one, one > 0 && one < 1e6, "above 0"));
      check("--starts", starts, starts >= 1 && starts <= MOST_STARTS, "from 1 to " + MOST_STARTS);
      check("--time-limit", limitSeconds, limitSeconds >= 1, "from 1");
    }

    private static void check(String option, Number value, boolean good, String bounds) {
      if (!good) {
        throw new IllegalArgumentException(option + " " + value + ": " + bounds);
      }
    }

    private Parameters withCache(List<Cache> others) {
      return new Parameters(count, rate, others, starts, limitSeconds);
    }
  }

  /**
   * What came of a turn.
   *
   * @param starts that came up and were ended
   * @param cpuNs of the whole host for each of them, while they started; absent where untold
   * @param mostAtOnce that were on their way at one moment
   * @param emulated whether they are emulated machines
   * @param failures why others did not come up or were not ended, a line each
   */
  public record Result(
      List<Start> starts,
      OptionalDouble cpuNs,
      int mostAtOnce,
      boolean emulated,
      List<String> failures)
      implements Outcome {
    public Result {
      starts = List.copyOf(starts);
      failures = List.copyOf(failures);
    }

    @Override
    public boolean failed() {
      return !failures.isEmpty();
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
        "0 done; 2 usage; 5 an environment that was asked for is unavailable, or a start failed:"
            + " the rest has run.");
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public Class<Result> outcome() {
    return Result.class;
  }

  @Override
  public Parameters had(Parameters parameters, Setting setting, Session session, Lacking lacking)
      throws IOException {
    if (!parameters.cache().contains(Cache.COLD) || Files.isWritable(Bursts.DROP)) {
      return parameters;
    }
    String why = "--cache cold: " + Bursts.DROP + " cannot be written (run as root)";
    List<Cache> left = parameters.cache().stream().filter(one -> one != Cache.COLD).toList();
    if (left.isEmpty()) {
      throw new LaunchException(why);
    }
    lacking.add(why, true);
    return parameters.withCache(left);
  }

  @Override
  public List<Starting> conditions(Plan<Parameters> plan) {
    Parameters asked = plan.parameters();
    List<Starting> all = new ArrayList<>();
    for (Stack stack : plan.stacks()) {
      for (Cache cache : asked.cache()) {
        for (int count : asked.count()) {
          all.add(new Starting(stack, count, OptionalDouble.empty(), cache));
        }
        for (double rate : asked.rate()) {
          all.add(new Starting(stack, 1, OptionalDouble.of(rate), cache));
        }
      }
    }
    return all;
  }

  @Override
  public double seconds(Starting starting, Plan<Parameters> plan) {
    double each = starting.stack().hasGuest() ? GUEST : CONTAINER;
    int measured = Math.max(plan.parameters().starts(), starting.count());
    double last = starting.rate().isPresent() ? measured / starting.rate().getAsDouble() : 0;
    return Math.max(last, each * (1 + measured));
  }

  @Override
  public Result measure(
      Turn<Starting> turn,
      Plan<Parameters> plan,
      List<Step<Starting, Result>> before,
      Lab lab,
      Samples samples)
      throws IOException, InterruptedException {
    Starting starting = turn.condition();
    int limitSeconds = plan.parameters().limitSeconds();
    Limits limits = plan.setting().limits();
    Session session = lab.session();
    AtomicReference<Facts> facts = new AtomicReference<>(Facts.of(Map.of()));
    Bursts unmeasured =
        new Bursts(
            session,
            new Starting(starting.stack(), 1, OptionalDouble.empty(), Cache.WARM),
            limits,
            limitSeconds,
            up -> {
              session.checkOutside(starting.stack(), limits, up);
              facts.set(up.facts());
            });
    unmeasured.run(1, 0);
    if (turn.isFirst()) {
      lab.facts(starting.name(), Facts.of(Map.of()), facts.get());
    }
    Bursts bursts = new Bursts(session, starting, limits, limitSeconds, up -> {});
    if (unmeasured.failures().isEmpty()) {
      bursts.run(plan.parameters().starts(), plan.setting().seed() + turn.slot());
    }
    List<String> failures = new ArrayList<>(unmeasured.failures());
    failures.addAll(bursts.failures());
    Result result =
        new Result(
            bursts.starts(),
            bursts.cpuNs(),
            bursts.mostAtOnce(),
            facts.get().emulated().orElse(false),
            failures);
    keep(result, turn.slot(), lab, samples);
    return result;
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
    samples.add(Metrics.READY_LAST, figures.most(Milestone.READY));
    samples.add(Metrics.JVM_LINE, figures.median(Milestone.JVM));
    samples.add(Metrics.ENDED, figures.median(Start::processGone));
    samples.add(Metrics.GONE, figures.median(one -> OptionalDouble.of(one.goneNs())));
    samples.add(Metrics.START_CPU, result.cpuNs());
    samples.add(Metrics.START_MEMORY, figures.median(Start::peak));
    samples.add(Metrics.AT_ONCE, result.mostAtOnce());
    for (Map.Entry<Milestone, OptionalDouble> phase : figures.meanPhases().entrySet()) {
      String name = phase.getKey().title();
      samples.add(Metrics.PHASE, phase.getValue().getAsDouble(), Map.of("phase", name));
    }
    lab.done(slot);
  }

  @Override
  public void rehearse(Turn<Starting> turn, Plan<Parameters> plan, Lab lab)
      throws IOException, InterruptedException {
    Launch launch =
        new Launch(lab.session(), turn.condition().stack(), plan.setting().limits(), "first");
    launch.start(System.nanoTime());
    launch.close();
  }

  @Override
  public Optional<Section> section(Found<Parameters, Starting, Result> found) {
    return Optional.of(new BootSection(found).section());
  }
}
