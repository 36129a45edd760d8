package dev.tare.experiment.energy;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamValues;
import dev.tare.experiment.BenchmarkValues;
import dev.tare.experiment.Bounds;
import dev.tare.experiment.Experiment;
import dev.tare.experiment.ForkTime;
import dev.tare.experiment.Found;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Parameter;
import dev.tare.experiment.Plan;
import dev.tare.experiment.PlannedTrial;
import dev.tare.experiment.Processors;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.StackCondition;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.TrialResult;
import dev.tare.experiment.Turn;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Environment;
import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what energy the same work takes in every environment (Vaucher 2015, VI). */
public final class Energy implements Experiment<Energy.Parameters, StackCondition, TrialResult> {
  /** Holds what making an environment takes, s: a container, a machine. */
  private static final double CONTAINER = 2;

  private static final double MACHINE = 12;

  /** Holds what starting a JVM and its JMH takes, s. */
  private static final double START = 2;

  private static final double MOST_SECONDS = 3600;
  private static final int MOST_THREADS = 4096;

  private Optional<PowerSource> source = Optional.empty();

  /**
   * Holds its options.
   *
   * @param workload benchmarks, as JMH matches them, at least one
   * @param idle how long the host is looked at before each fork, s, 0.1 to 3600
   * @param threads that work at once, 1 to 4096; absent: as many as every environment has CPUs
   * @param meter a file that a meter writes; absent: the host's own counters
   * @param params of the benchmarks, {@code name=value}; they count more than the profile's
   */
  public record Parameters(
      @Parameter(
              name = "--workload",
              label = "REGEX",
              usual = "cpu.Prime",
              regex = true,
              help = "Benchmarks, as for matrix; may be repeated")
          List<String> workload,
      @Parameter(
              name = "--idle",
              label = "S",
              usual = "5",
              help = "How long the host is looked at before each fork, while it waits")
          double idle,
      @Parameter(
              name = "--threads",
              label = "N",
              help =
                  "How many work at once in each fork (default: as many as every environment has"
                      + " CPUs)")
          Optional<Integer> threads,
      @Parameter(
              name = "--meter",
              label = "FILE",
              help =
                  "What a meter at the wall writes while the run goes on: lines of a time (seconds"
                      + " since 1970, or 2026-01-31T12:00:00Z), a comma and watts (default: RAPL,"
                      + " by powercap or perf)")
          Optional<String> meter,
      @BenchmarkValues List<String> params) {
    public Parameters {
      params = List.copyOf(params);
      Workload.check(workload, params);
      workload = List.copyOf(workload);
      Bounds.check("--idle", idle, idle >= 0.1 && idle <= MOST_SECONDS, "from 0.1 to 3600");
      threads.ifPresent(count -> Bounds.range("--threads", count, 1, MOST_THREADS));
    }
  }

  @Override
  public String name() {
    return "energy";
  }

  @Override
  public About about() {
    return new About(
        List.of(
            "Measures what energy the same work takes in every environment.",
            "",
            "Reads what this host uses while each fork waits, warm and idle, and then while it"
                + " measures: watts idle and loaded, joules for one operation, and the part of the"
                + " power that is above idle. RAPL tells it, by powercap or perf, or a meter's"
                + " file; where there is none of them nothing is measured."),
        List.of(
            "energy --env bare --env docker --env kvm --workload cpu.Prime",
            "energy --env bare --workload memory.Stream --meter watts.csv",
            "energy --env bare --env docker --dry-run"),
        About.exit(
            "this host tells no energy, an environment that was asked for is unavailable, or"
                + " something failed"));
  }

  @Override
  public Asks asks() {
    return new Asks(true, true, true);
  }

  @Override
  public List<String> usual() {
    return List.of(Stack.BARE, "docker", "kvm");
  }

  @Override
  public Setting prepared(Setting setting, Parameters asked) {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    for (String stack : setting.environments()) {
      if (syntax.parse(stack).isElsewhere()) {
        throw new IllegalArgumentException(
            "--env " + stack + ": the energy of this host is read; run it there");
      }
    }
    Catalogue.idle(asked.workload(), List.of(Catalogue.BOMBS))
        .ifPresent(
            idle -> {
              throw new IllegalArgumentException(
                  "--workload " + idle + ": " + Catalogue.noneMatches(List.of(idle)));
            });
    return setting.withParams(asked.params());
  }

  private static List<OneRun> runs(Parameters asked, List<String> params) {
    List<ParamValues> values = params.stream().map(ParamValues::parse).toList();
    return Catalogue.runs(asked.workload(), List.of(Catalogue.BOMBS), values, 1);
  }

  @Override
  public List<String> packs(Parameters asked) {
    return Catalogue.packs(runs(asked, List.of()).stream().map(OneRun::benchmark).toList());
  }

  @Override
  public Parameters had(Parameters asked, Setting setting, Session session, Lacking lacking)
      throws IOException {
    source(session.host(), asked);
    return asked;
  }

  /** Returns the same for a whole run: also for one that goes on, which is asked for nothing. */
  private PowerSource source(Environment host, Parameters asked) throws IOException {
    if (source.isEmpty()) {
      source = Optional.of(PowerSource.find(host, ProcFiles.system(), asked.meter().map(Path::of)));
    }
    return source.get();
  }

  @Override
  public boolean goesOn() {
    return true;
  }

  @Override
  public List<StackCondition> conditions(Plan<Parameters> plan) {
    return plan.stacks().stream().map(StackCondition::new).toList();
  }

  @Override
  public double seconds(StackCondition place, Plan<Parameters> plan) {
    Setting setting = plan.setting();
    double fork =
        START
            + plan.parameters().idle()
            + ForkTime.mean(plan.parameters().workload(), setting.params(), setting.timing());
    return (place.stack().hasGuest() ? MACHINE : CONTAINER)
        + runs(plan.parameters(), setting.params()).size() * fork;
  }

  @Override
  public TrialResult measure(
      Turn<StackCondition> turn, Plan<Parameters> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException {
    if (lab.isDry()) {
      return lab.trial(wanted(turn, plan, lab, Optional.empty()));
    }
    try (EnergyMeter meter =
        new EnergyMeter(
            source(lab.host(), plan.parameters()),
            plan.parameters().idle(),
            plan.setting().timing().iterations(),
            lab.session()::isClosing)) {
      return lab.trial(wanted(turn, plan, lab, Optional.of(meter)));
    }
  }

  private static PlannedTrial wanted(
      Turn<StackCondition> turn, Plan<Parameters> plan, Lab lab, Optional<EnergyMeter> meter) {
    Setting setting = plan.setting();
    int processors = Processors.of(setting.limits(), plan.stacks());
    Stack stack = turn.condition().stack();
    TrialPlan trial =
        TrialPlan.of(plan.parameters().workload(), setting.timing(), processors)
            .withParams(setting.params())
            .withThreads(plan.parameters().threads().orElse(processors))
            .withBarrier(true);
    return new PlannedTrial(
        turn.slot(),
        stack.text(),
        lab.session(),
        stack,
        setting.limits(),
        trial,
        false,
        meter.map(one -> one),
        Map.of());
  }

  @Override
  public Optional<Section> section(Found<Parameters, StackCondition, TrialResult> found) {
    String words = source.map(PowerSource::words).orElse("what this host tells");
    return Optional.of(new EnergySection(found, words).section());
  }
}
