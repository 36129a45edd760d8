package dev.tare.experiment.isolation;

import dev.tare.bench.run.Catalogue;
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
import dev.tare.experiment.Turn;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.proc.HostState;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Metrics;
import dev.tare.result.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Finds how much a neighbour hurts: each victim alone and beside each neighbour. */
public final class Isolate implements Experiment<Isolate.Parameters, Pairing, PairOutcome> {
  /** An environment without limits is no fair neighbour, and no bomb goes off in it. */
  private static final Limits USUAL = Limits.NONE.with("memory", "1g").with("pids", "512");

  /** Holds what making environments and starting JVMs takes beside measuring, s. */
  private static final double MAKING = 6;

  /**
   * Holds its options.
   *
   * @param victims full names of benchmarks
   * @param neighbours words of usual ones, and full names of benchmarks
   * @param seconds that the work takes alone, above 0; absent: the profile's
   */
  public record Parameters(
      @Parameter(
              name = "--victim",
              label = "NAME",
              usual = "cpu.Prime",
              help =
                  "A benchmark whose work is measured, or a server under its load; may be repeated")
          List<String> victims,
      @Parameter(
              name = "--neighbour",
              label = "NAME",
              usual = "competing,orthogonal,fork,malloc",
              help =
                  "competing, orthogonal, fork, malloc, disk, udp, flood, any benchmark by its name,"
                      + " or a server under its load; may be repeated")
          List<String> neighbours,
      @Parameter(
              name = "--allocation",
              label = "NAME",
              usual = "set",
              help =
                  "set: each of the two has half of the CPUs for itself; shares: both have all,"
                      + " with equal weight. --limit cpuset=LIST says which CPUs. May be repeated")
          List<Allocation> allocations,
      @Parameter(
              name = "--seconds",
              label = "S",
              help = "What the work takes alone, at most 58 (default: 2 in quick, else 10)")
          Optional<Double> seconds,
      @Parameter(
              name = "--unbounded-pids",
              help =
                  "The neighbour's own limit of processes is lifted, as in a container without one;"
                      + " a ceiling on the host's side stays: half of what the host has left, at"
                      + " most 16384")
          boolean unboundedPids,
      @BenchmarkValues List<String> params) {
    public Parameters {
      params = List.copyOf(params);
      SortedMap<String, Integer> operations = Catalogue.operations();
      victims =
          victims.stream()
              .map(name -> Victim.named(name, operations).benchmark())
              .distinct()
              .toList();
      neighbours =
          neighbours.stream()
              .map(name -> Neighbour.named(name, operations).text())
              .distinct()
              .toList();
      Workload.checkOne(
          benchmarks(victims, neighbours).stream().map(Victim::patternOf).toList(), params);
      allocations = allocations.stream().distinct().toList();
      double asked = seconds.orElse(1.0);
      Bounds.check("--seconds", asked, asked > 0, "above 0");
      Bounds.check(
          "--seconds",
          asked,
          asked * Terms.PATIENCE <= Terms.LONGEST_SECONDS,
          "a victim may take "
              + Terms.PATIENCE
              + " times as long, and no bomb lasts longer than "
              + Terms.LONGEST_SECONDS
              + " s");
    }

    List<String> benchmarks() {
      return benchmarks(victims, neighbours);
    }

    private static List<String> benchmarks(List<String> victims, List<String> neighbours) {
      SortedMap<String, Integer> all = Catalogue.operations();
      return Stream.concat(victims.stream(), neighbours.stream().filter(all::containsKey)).toList();
    }

    List<Neighbour> beside() {
      SortedMap<String, Integer> operations = Catalogue.operations();
      return neighbours.stream().map(name -> Neighbour.named(name, operations)).toList();
    }
  }

  @Override
  public String name() {
    return "isolate";
  }

  @Override
  public About about() {
    return new About(
        List.of(
            "Measures how much a neighbour hurts a victim, each in an environment of its own.",
            "",
            "The victim has work of fixed size, alone and beside a neighbour with the same"
                + " limits, in randomised blocks: throughput and latency against alone, DNF where"
                + " it never finishes, the time to recover, what the kernel refused to both, and"
                + " whether the host survived.",
            "",
            "Neighbours: competing (the same benchmark), orthogonal (another resource), any"
                + " benchmark by its name, and the bombs fork, malloc, disk and udp. Bombs run within limits of processes,"
                + " memory and time, and a watchdog on the host ends them; the run goes on only"
                + " when the host is as it was before. flood: the neighbour is a server that the"
                + " host sends datagrams of 64 bytes, as fast as they go."),
        List.of(
            "isolate --env docker,lxc --neighbour competing,fork,malloc",
            "isolate --env docker --victim disk.RandomFile --neighbour disk --dry-run",
            "isolate --env bare,lxc --victim net.UdpRr --neighbour flood --dry-run",
            "isolate --env docker --victim app.Memcached --neighbour app.Oltp --dry-run",
            "isolate --env docker --neighbour app.Command -p 'command=dd if=/dev/zero of=/dev/null bs=1M count=1000'"),
        "0 done, also where a victim never finished; 2 usage; 5 an environment that was asked for"
            + " is unavailable (the rest has run), something failed, or the host was not as before.");
  }

  @Override
  public List<String> packs(Parameters parameters) {
    return Catalogue.packs(parameters.benchmarks());
  }

  /** The one of the two that is sent to has to be reached. */
  @Override
  public Stack prepared(Stack stack, Parameters parameters) {
    return parameters.beside().stream().anyMatch(Neighbour::isSentTo) ? stack.reachable() : stack;
  }

  @Override
  public Setting prepared(Setting setting, Parameters parameters) {
    if (parameters.allocations().contains(Allocation.SET) && setting.cpus().size() < 2) {
      throw new IllegalArgumentException(
          "--allocation set: the two need a CPU each, and there is CPU "
              + setting.cpus()
              + " only; --allocation shares does with one");
    }
    return setting.withLimits(setting.limits().or(USUAL));
  }

  @Override
  public List<Pairing> conditions(Plan<Parameters> plan) {
    SortedMap<String, Integer> operations = Catalogue.operations();
    List<Neighbour> beside = plan.parameters().beside();
    boolean several = plan.parameters().victims().size() > 1;
    List<Pairing> all = new ArrayList<>();
    for (Stack stack : plan.stacks()) {
      for (String name : plan.parameters().victims()) {
        Victim victim = Victim.named(name, operations);
        for (Allocation allocation : plan.parameters().allocations()) {
          Pairing alone = new Pairing(stack, victim, allocation, Optional.empty(), several);
          all.add(alone);
          beside.forEach(one -> all.add(alone.beside(one)));
        }
      }
    }
    return all;
  }

  @Override
  public double seconds(Pairing pairing, Plan<Parameters> plan) {
    Terms terms = new Terms(plan, OptionalLong.empty());
    double made = MAKING + terms.trialSeconds(pairing);
    double alone = (MAKING + terms.calibrationSeconds(pairing)) / plan.setting().blocks();
    return made + (pairing.neighbour().isPresent() ? 0 : alone);
  }

  @Override
  public Optional<String> refusal(
      Turn<Pairing> turn, Plan<Parameters> plan, List<Step<Pairing, PairOutcome>> before, Lab lab) {
    for (Step<Pairing, PairOutcome> step : before) {
      Optional<PairOutcome> outcome = step.outcome();
      if (outcome.filter(PairOutcome::inDanger).isPresent()) {
        return Optional.of("the host was not as it was before");
      }
      if (step.condition().hasWorkOf(turn.condition())
          && outcome.filter(one -> one.calibration().isEmpty()).isPresent()) {
        return outcome.get().reason();
      }
    }
    return Optional.empty();
  }

  @Override
  public PairOutcome measure(Turn<Pairing> turn, Plan<Parameters> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException {
    return measureAfter(List.of(), turn, plan, lab, samples);
  }

  @Override
  public PairOutcome measureAfter(
      List<Step<Pairing, PairOutcome>> before,
      Turn<Pairing> turn,
      Plan<Parameters> plan,
      Lab lab,
      Samples samples)
      throws IOException, InterruptedException {
    RecoveryCheck host =
        new RecoveryCheck(() -> HostState.read(ProcFiles.system()), System::nanoTime);
    PairOutcome outcome = tried(before, turn, plan, lab, samples);
    if (!turn.condition().hasBomb()) {
      return outcome;
    }
    OptionalDouble back = host.await();
    if (back.isEmpty()) {
      return outcome.withMissing(host.missing(), host.isInDanger());
    }
    if (outcome.measured()) {
      samples.add(Metrics.HOST_BACK, back);
    }
    return outcome;
  }

  private PairOutcome tried(
      List<Step<Pairing, PairOutcome>> before,
      Turn<Pairing> turn,
      Plan<Parameters> plan,
      Lab lab,
      Samples samples)
      throws IOException, InterruptedException {
    Pairing pairing = turn.condition();
    Terms terms = Terms.of(plan, lab);
    Optional<Calibration> known = Calibration.known(before, pairing);
    try {
      if (known.isEmpty()) {
        known = Optional.of(Calibration.of(pairing.alone(), terms, conditions(plan), lab));
      }
      terms.check(pairing, known.get().work());
      try (PairTrial trial = new PairTrial(lab, terms, pairing, known.get().work())) {
        PairOutcome outcome = trial.run(known.get(), samples);
        trial.keep(turn.slot(), outcome, samples);
        return outcome;
      }
    } catch (LaunchException e) {
      lab.session().checkNotInterrupted(turn.condition().name() + " is to run again");
      String why = String.valueOf(e.getMessage());
      lab.without(turn.slot(), why);
      return PairOutcome.failed(why, known);
    }
  }

  @Override
  public void rehearse(Turn<Pairing> turn, Plan<Parameters> plan, Lab lab) throws IOException {
    Terms terms = Terms.of(plan, lab);
    FixedWork expected = terms.expected(turn.condition());
    try (PairTrial trial = new PairTrial(lab, terms, turn.condition(), expected)) {
      trial.start();
    }
  }

  @Override
  public Optional<Section> section(Found<Parameters, Pairing, PairOutcome> found) {
    return Optional.of(new IsolationSection(found).section());
  }
}
