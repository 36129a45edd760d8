package dev.tare.experiment.isolation;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamValues;
import dev.tare.experiment.ForkTime;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Slice;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.concurrent.HostReader;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says what both do in a trial, for how long and within which limits: it follows from the plan.
 *
 * @param ceiling of the neighbour's processes, on the host's side; absent: it has its own limit
 */
record Terms(Plan<Isolate.Parameters> plan, OptionalLong ceiling) {
  /** After how many times its time alone work is given up. */
  static final double PATIENCE = 10;

  /** A bomb lasts ten minutes at most, and a little longer than the work. */
  static final double LONGEST_SECONDS = 580;

  /** Short work in a slow engine: the word to begin may take seconds to arrive. */
  private static final double LEAST_PATIENCE_SECONDS = 30;

  /** Is what an invocation is taken for whose benchmark states nothing, s. */
  private static final double BRIEF = 1e-3;

  /** Says where nothing listens: the flood is what counts, not that it is read. */
  private static final String DISCARD = "9";

  /** Names the payload of a flood: as small as that of the UDP bomb. */
  private static final String FLOODING = "bytes=64";

  private static final long MOST_PROCESSES = 100_000;
  private static final long LEAST_CEILING = 512;
  private static final long MOST_CEILING = 16_384;

  /** Those of a plan; a lifted limit leaves half of the processes that the host has left. */
  static Terms of(Plan<Isolate.Parameters> plan, Lab lab) {
    if (!plan.parameters().unboundedPids()) {
      return new Terms(plan, OptionalLong.empty());
    }
    HostReader host = HostReader.of(lab.session());
    long left =
        host.ceiling().mostTasks().orElse(Integer.MAX_VALUE) - host.read().tasks().orElse(0);
    return new Terms(
        plan, OptionalLong.of(Math.max(LEAST_CEILING, Math.min(MOST_CEILING, left / 2))));
  }

  Limits limits(Pairing pairing, boolean victim) {
    Limits both = plan.setting().limits();
    Limits own =
        victim || ceiling.isEmpty() ? both : both.with("pids", Long.toString(ceiling.getAsLong()));
    return pairing.allocation().limits(own, plan.setting().cpus(), victim);
  }

  /** Returns what the work takes alone, s. */
  double seconds() {
    return plan.parameters().seconds().orElse(plan.setting().quick() ? 2.0 : 10.0);
  }

  /** Tells how long the victim is watched after it, s. */
  double recoverySeconds() {
    return plan.setting().quick() ? 2 : 5;
  }

  /** Returns the work that is expected before the victim was measured, in slices as it states. */
  FixedWork expected(Pairing pairing) {
    double invocation = Catalogue.stated(run(pairing, pairing.victim().pattern())).invocation();
    Slice slice = new Slice(0, Math.max(BRIEF, invocation), "s/op");
    return FixedWork.calibrated(List.of(slice), 1, 1, seconds(), recoverySeconds());
  }

  /** Estimates what a trial takes beside making environments and starting JVMs, s. */
  double trialSeconds(Pairing pairing) {
    FixedWork work = expected(pairing);
    ForkTime victim = ForkTime.of(run(pairing, pairing.victim().pattern()), work.timing());
    double beside =
        pairing
            .neighbour()
            .map(one -> one.benchmark(pairing.victim()))
            .map(one -> ForkTime.of(run(pairing, one), lasting(one, 1)).ready())
            .orElse(0.0);
    return Math.max(victim.ready(), beside) + victim.measuring();
  }

  /** Estimates the same of finding out what the victim is to do. */
  double calibrationSeconds(Pairing pairing) {
    return ForkTime.of(run(pairing, pairing.victim().pattern()), Calibration.TIMING).seconds();
  }

  private OneRun run(Pairing pairing, String benchmark) {
    List<ParamValues> params =
        alone(pairing, benchmark, Calibration.TIMING).params().stream()
            .map(ParamValues::parse)
            .toList();
    return Catalogue.runs(List.of(benchmark), List.of(), params, threads()).get(0);
  }

  /** After which time the work is given up, s, from what it takes alone; at least 30. */
  double givenUpSeconds(FixedWork work) {
    return Math.max(LEAST_PATIENCE_SECONDS, PATIENCE * work.seconds());
  }

  /**
   * Refuses work that is too long to be given up before a bomb has ended.
   *
   * @throws LaunchException in one line
   */
  void check(Pairing pairing, FixedWork work) throws LaunchException {
    if (pairing.hasBomb() && givenUpSeconds(work) > LONGEST_SECONDS) {
      throw new LaunchException(
          String.format(
              Locale.ROOT,
              "%s: %s takes %.0f s alone, and beside a bomb, which lasts no longer than %.0f s, it"
                  + " may take %.0f times as long; take a victim of shorter operations",
              pairing.name(),
              pairing.victim().word(),
              work.seconds(),
              LONGEST_SECONDS,
              PATIENCE));
    }
  }

  /** Threads of the victim, and of a neighbour that is a benchmark: one for each CPU of a half. */
  int threads() {
    return Math.max(1, plan.setting().cpus().size() / 2);
  }

  TrialPlan together(Pairing pairing, String benchmark, Timing timing) {
    return alone(pairing, benchmark, timing).withBarrier(true).withFacts(false);
  }

  TrialPlan alone(Pairing pairing, String benchmark, Timing timing) {
    List<String> params = new ArrayList<>(plan.setting().params());
    params.addAll(plan.parameters().params());
    return TrialPlan.of(List.of(benchmark), timing, threads())
        .withThreads(threads())
        .withParams(params)
        .withJvmArgs(flags(pairing));
  }

  /** Two that are pinned alike would share two CPUs, however many both have. */
  private static List<String> flags(Pairing pairing) {
    return pairing.allocation() == Allocation.SHARES ? Workload.UNPINNED : List.of();
  }

  /**
   * Returns what the neighbour does: it lasts longer than the victim can take, and never without
   * bounds.
   *
   * @param seconds that it has to last
   * @param target where it sends to: the victim's address, or a flooded server's with its port;
   *     absent where there is none
   * @throws LaunchException where there is nothing to aim at
   */
  TrialPlan beside(Pairing pairing, double seconds, Optional<String> target)
      throws LaunchException {
    Limits limits = limits(pairing, false);
    Neighbour neighbour = pairing.neighbour().orElseThrow();
    String benchmark = neighbour.benchmark(pairing.victim());
    if (!(neighbour instanceof Neighbour.Usual usual && usual.isBomb())) {
      TrialPlan load = together(pairing, benchmark, lasting(benchmark, seconds));
      return pairing.isFlooded() ? flooding(pairing, load, aim(pairing, target)) : load;
    }
    int whole = (int) Math.ceil(seconds);
    List<String> params = new ArrayList<>(List.of("seconds=" + whole));
    List<String> flags = new ArrayList<>();
    // More than the limits allow, so that these are what ends it.
    switch (usual) {
      case FORK -> params.add("processes=" + Math.min(MOST_PROCESSES, limits.pids().orElseThrow()));
      case MALLOC -> params.add("bytes=" + 2 * limits.memoryBytes().orElseThrow());
      case UDP -> {
        String address = aim(pairing, target);
        params.addAll(List.of("target=" + address, "port=" + DISCARD));
        flags.add("-Dtare.bombTargets=" + address);
      }
      default -> {}
    }
    return together(pairing, benchmark, new Timing(0, 1, 1, whole * 1000))
        .withThreads(1)
        .withParams(params)
        .withJvmArgs(flags)
        .withBombs(true);
  }

  /** Returns a timing of one operation after the other, also where one is a fork elsewhere. */
  private static Timing lasting(String benchmark, double seconds) {
    Timing timing = FixedWork.slices((int) Math.ceil(seconds / FixedWork.SLICE));
    boolean once =
        Catalogue.runs(List.of(benchmark), List.of(), List.of(), 1).stream()
            .anyMatch(run -> Catalogue.isOnce(run.benchmark()));
    return once ? timing.withShots(1) : timing;
  }

  private static TrialPlan flooding(Pairing pairing, TrialPlan load, String server) {
    List<String> flags = new ArrayList<>(flags(pairing));
    flags.add("-Dtare.net.server=" + server);
    return load.withThreads(1).withParams(List.of(FLOODING)).withJvmArgs(flags);
  }

  private static String aim(Pairing pairing, Optional<String> target) throws LaunchException {
    return target.orElseThrow(
        () ->
            new LaunchException(
                pairing.stack().text()
                    + ": there is no address on this machine to aim at; give it a network, such as"
                    + " network=bridge"));
  }
}
