package dev.tare.experiment.allocation;

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
import dev.tare.experiment.concurrent.GuestCost;
import dev.tare.experiment.concurrent.HostReader;
import dev.tare.experiment.concurrent.Participant;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.result.Metrics;
import dev.tare.result.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Compares ways to give CPUs and memory: all cases in all environments. */
public final class Allocate implements Experiment<Allocate.Parameters, Given, ConcurrentOutcome> {
  /** Below this the JVMs leave nothing to work with. */
  private static final long LEAST_BYTES = 256L << 20;

  /** Holds what making an environment takes, s. */
  private static final double MAKING = 3;

  /**
   * Holds its options.
   *
   * @param overcommit how many times what there is is promised, each from 1 to 4 in steps of a
   *     half, as Chaufournier 2016 had them in 4.3 and 5.1
   * @param workloads of CPU cases, and of memory cases
   * @param params of benchmarks in cases for the CPU; they count more than the profile's
   */
  public record Parameters(
      @Parameter(
              name = "--overcommit",
              label = "F",
              usual = "1,1.5,2",
              help =
                  "How many times the CPUs, and the memory of the pool, are promised: from 1 to 4 in"
                      + " steps of 0.5; may be repeated")
          List<Double> overcommit,
      @Parameter(
              name = "--workload",
              label = "NAME",
              usual = "cpu.Prime,disk.RandomFile",
              regex = true,
              help =
                  "What each does: disk.RandomFile and app.Redis fill their memory; any other"
                      + " benchmark, or a server's name, asks for the CPU; may be repeated")
          List<String> workloads,
      @BenchmarkValues List<String> params) {
    public Parameters {
      params = List.copyOf(params);
      for (double factor : overcommit) {
        Bounds.check(
            "--overcommit",
            factor,
            factor >= 1 && factor <= Bounds.MOST_OVERCOMMIT && Math.rint(2 * factor) == 2 * factor,
            "from 1 to 4 in steps of 0.5");
      }
      overcommit = List.copyOf(new TreeSet<>(overcommit));
      workloads = List.copyOf(new LinkedHashSet<>(workloads));
      Workload.check(
          Asked.named(workloads).stream()
              .filter(one -> Filling.of(one).isEmpty())
              .map(Workload::benchmark)
              .toList(),
          params);
    }
  }

  @Override
  public String name() {
    return "allocate";
  }

  @Override
  public About about() {
    return new About(
        List.of(
            "Compares ways to give CPUs and memory: sets, shares and quotas, hard and soft limits.",
            "",
            "The same part of the CPU as a set, as shares and as a quota; CPUs promised more than"
                + " once; memory promised more than once, with hard and with soft limits, in a pool"
                + " of the run. Only what the environments are given is overcommitted, never the"
                + " host."),
        List.of(
            "allocate --env lxc --env docker --overcommit 1,1.5,2",
            "allocate --env docker --workload app.Command -p 'command=dd if=/dev/zero of=/dev/null bs=1M count=1000'",
            "allocate --env docker --workload cpu.Prime --dry-run"));
  }

  @Override
  public List<String> packs(Parameters parameters) {
    return Asked.workloads(parameters).stream()
        .flatMap(one -> one.packs().stream())
        .distinct()
        .toList();
  }

  @Override
  public Setting prepared(Setting setting, Parameters parameters) {
    Limits limits = setting.limits();
    Setting own = setting.withParams(parameters.params());
    if (limits.memoryBytes().orElse(LEAST_BYTES) < LEAST_BYTES) {
      throw new IllegalArgumentException("--limit memory: 256m at least, two JVMs are in it");
    }
    if (limits.cpuset().isPresent() || limits.shares().isPresent() || limits.cpus().isPresent()) {
      throw new IllegalArgumentException(
          "--limit: cpuset, shares and cpus are what is compared here; memory and pids are free");
    }
    for (Workload one : Asked.workloads(parameters)) {
      Optional<Filling> filling = Filling.of(one);
      if (filling.isEmpty()) {
        Workload.of(one.word(), own.params());
      } else if (limits.memoryBytes().orElse(Long.MAX_VALUE) < filling.get().leastBytes()) {
        throw new IllegalArgumentException(
            "--limit memory: "
                + (filling.get().leastBytes() >> 20)
                + "m at least, "
                + one.label()
                + " is to fill it");
      }
    }
    return own;
  }

  @Override
  public List<Given> conditions(Plan<Parameters> plan) {
    Cases cases = new Cases(Asked.of(plan));
    List<Given> all = new ArrayList<>();
    for (Stack stack : plan.stacks()) {
      cases.of(stack.hasGuest()).forEach(what -> all.add(new Given(stack, what)));
    }
    return all;
  }

  @Override
  public double seconds(Given given, Plan<Parameters> plan) {
    Case what = given.what();
    return MAKING * (2 + what.members())
        + what.workload().seconds(plan.setting().timing(), what.parts().get(0).params());
  }

  @Override
  public Optional<String> refusal(
      Turn<Given> turn, Plan<Parameters> plan, List<Step<Given, ConcurrentOutcome>> before, Lab lab)
      throws IOException {
    Case what = turn.condition().what();
    GuestCost cost =
        GuestCost.expected(
            turn.condition().stack(), what.parts().get(0).limits(), what.fileBytes());
    HostReader host = HostReader.of(lab.session());
    return host.ceiling()
        .refusal(what.members(), cost, poolBytes(turn.condition(), lab), host.read());
  }

  private static long poolBytes(Given given, Lab lab) throws IOException {
    long pool = given.what().poolBytes();
    return pool == 0
        ? 0
        : pool
            + Cases.THERE_IS * Layers.besideBytes(lab.host(), given.stack(), lab.session().owner());
  }

  @Override
  public ConcurrentOutcome measure(
      Turn<Given> turn, Plan<Parameters> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException {
    ConcurrentRun run = new ConcurrentRun(lab, HostReader.of(lab.session()));
    ConcurrentOutcome outcome = run.run(participants(turn, plan), poolBytes(turn.condition(), lab));
    if (outcome.measured() && !lab.isDry()) {
      if (outcome.isWhole()) {
        PlaceScores.sample(lab, turn, turn.condition().what().workload(), samples);
      }
      keep(turn, outcome, samples);
    }
    return outcome;
  }

  /** Those who are left by others that failed have what these leave: of them nothing is told. */
  static void keep(Turn<Given> turn, ConcurrentOutcome outcome, Samples samples)
      throws IOException {
    outcome.samplePool(samples);
    if (outcome.counts()) {
      samples.add(Metrics.OVERLAP, outcome.overlap());
      samples.add(
          Metrics.CPU_SHARE,
          new AllocationStep(turn.condition(), turn.block(), outcome).hadShare());
    }
  }

  /** The facts of a place are read once: all of it are alike. */
  private static List<Participant> participants(Turn<Given> turn, Plan<Parameters> plan) {
    Given given = turn.condition();
    List<Participant> all = new ArrayList<>();
    for (Case.Part part : given.what().parts()) {
      TrialPlan trial =
          given
              .what()
              .workload()
              .trial(plan.setting().timing(), plan.setting().cpus().size(), part.params())
              .withThreads(part.threads());
      for (int i = 1; i <= part.count(); i++) {
        all.add(
            new Participant(
                turn.slot() + all.size(),
                given.name() + part.suffix(),
                AllocationStep.role(part, i),
                given.stack(),
                part.limits(),
                trial.withFacts(i == 1 && turn.isFirst())));
      }
    }
    return all;
  }

  @Override
  public Optional<Section> section(Found<Parameters, Given, ConcurrentOutcome> found) {
    return Optional.of(new AllocationSection(found).section());
  }
}
