package dev.tare.experiment.isolation;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.experiment.BackgroundLoads;
import dev.tare.experiment.Span;
import dev.tare.experiment.Visit;
import dev.tare.experiment.VisitEvent;
import dev.tare.experiment.VisitPlan;
import dev.tare.experiment.isolation.Observation.BothSides;
import dev.tare.experiment.isolation.Observation.End;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One visit of a cell: the victim's environment and the neighbour's are made, both start together,
 * the neighbour is ended when the work is done or given up, and the victim goes on for a while.
 */
final class Trial {
  static final String VICTIM = "victim";
  static final String NEIGHBOUR = "neighbour";

  /** What the fuse leaves the run to end the neighbour itself. */
  private static final double FUSE_SECONDS = 10;

  private static final long LOOK_MS = 20;
  private static final double NS = 1e9;

  private final IsolationPlan plan;
  private final Cell cell;
  private final FixedWork work;
  private final double limitSeconds;
  private final BackgroundLoads both;
  private final Party victim;
  private final Optional<Party> neighbour;

  /** Where a trial takes place. */
  interface Grounds {
    /**
     * One of the two environments, by {@link #VICTIM} or {@link #NEIGHBOUR}, its console led
     * somewhere.
     */
    BackgroundLoad make(Cell cell, String role) throws IOException;

    /** What is around both. */
    Environment host();
  }

  /**
   * What came out of a trial.
   *
   * @param given by the victim, as JMH wrote it; absent where it did not come to its end
   */
  record Result(Observation observation, Optional<VisitEvent.Ended> given) {}

  private Trial(
      IsolationPlan plan, Cell cell, FixedWork work, BackgroundLoads both, Environment host) {
    this.plan = plan;
    this.cell = cell;
    this.work = work;
    this.limitSeconds = plan.givenUpSeconds(work);
    this.both = both;
    this.victim = new Party(both.of(VICTIM), host);
    this.neighbour = cell.neighbour().map(any -> new Party(both.of(NEIGHBOUR), host));
  }

  /**
   * Makes one.
   *
   * @throws LaunchException where an environment could not be made
   */
  static Result run(IsolationPlan plan, Cell cell, int block, FixedWork work, Grounds grounds)
      throws IOException, InterruptedException {
    List<String> roles =
        cell.neighbour().isPresent() ? List.of(VICTIM, NEIGHBOUR) : List.of(VICTIM);
    try (BackgroundLoads both = BackgroundLoads.make(roles, role -> grounds.make(cell, role))) {
      return new Trial(plan, cell, work, both, grounds.host()).run(block);
    }
  }

  /** Prints what would be done. */
  static void rehearse(IsolationPlan plan, Cell cell, FixedWork work, Grounds grounds)
      throws IOException {
    List<String> roles =
        cell.neighbour().isPresent() ? List.of(VICTIM, NEIGHBOUR) : List.of(VICTIM);
    try (BackgroundLoads both = BackgroundLoads.make(roles, role -> grounds.make(cell, role))) {
      new Trial(plan, cell, work, both, grounds.host()).start();
    }
  }

  private Result run(int block) throws IOException, InterruptedException {
    start();
    Optional<BackgroundLoad> lost = both.awaitReady();
    if (lost.isPresent()) {
      String why = lost.get().await().reason().orElse("ended before it began");
      return failed(block, lost.get().role() + ": " + why);
    }
    victim.count();
    neighbour.ifPresent(Party::count);
    try (Fuse fuse = Fuse.lit(fuseLength(), this::endNeighbour)) {
      for (int i = both.all().size() - 1; i >= 0; i--) {
        both.all().get(i).go();
      }
      boolean done = awaitSlices(work.slices(), limitSeconds);
      Optional<String> broken = broken(done, fuse);
      if (broken.isPresent()) {
        return failed(block, broken.get());
      }
      return observe(block, done);
    }
  }

  private void start() throws IOException {
    VisitPlan own =
        VisitPlan.of(List.of(cell.victim().pattern()), work.timing(), plan.threads())
            .withThreads(plan.threads())
            .withParams(plan.params())
            .withBarrier(true)
            .withFacts(false);
    both.of(VICTIM).start(own, patience(own));
    if (neighbour.isPresent()) {
      double seconds = limitSeconds + FUSE_SECONDS;
      VisitPlan other =
          NeighbourVisit.of(cell, plan, plan.limits(cell, false), seconds, victimAddress());
      both.of(NEIGHBOUR).start(other, patience(other));
    }
  }

  /** In a dry environment whatever stands for it. */
  private Optional<String> victimAddress() throws IOException {
    Environment environment = both.of(VICTIM).environment();
    return environment.isDry() ? Optional.of("ADDRESS") : environment.address();
  }

  private Duration patience(VisitPlan visit) {
    return Visit.patience(visit.timing()).plusMillis((long) (1000 * limitSeconds));
  }

  private Duration fuseLength() {
    return Duration.ofMillis((long) (1000 * (limitSeconds + FUSE_SECONDS)));
  }

  /** Why what was measured says nothing. */
  private Optional<String> broken(boolean done, Fuse fuse) {
    Optional<String> other = neighbour.flatMap(Party::failure);
    if (other.isPresent()) {
      return other.map(why -> NEIGHBOUR + ": " + why);
    }
    if (fuse.isBurnt()) {
      return Optional.of(NEIGHBOUR + ": ended by the watchdog, and the run had not noticed");
    }
    if (!done && !victim.companion().isRunning()) {
      return Optional.of(VICTIM + ": " + victim.failure().orElse("ended before its work was done"));
    }
    return Optional.empty();
  }

  private Result observe(int block, boolean done) throws IOException, InterruptedException {
    Span ofWork = workSpan(done);
    OptionalDouble covered =
        neighbour.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(ofWork.coveredBy(neighbour.get().companion().span().orElseThrow()));
    OptionalLong gone =
        neighbour.isEmpty() ? OptionalLong.empty() : OptionalLong.of(System.nanoTime());
    BothSides beside = neighbour.isEmpty() ? BothSides.UNKNOWN : neighbour.get().end();
    double rest = done ? limitSeconds : 0;
    boolean complete =
        awaitSlices(work.slices() + work.recovery(), rest + 2 * plan.recoverySeconds() + 1);
    BothSides hurt = victim.counted();
    if (complete) {
      victim.companion().await();
    }
    Slices slices = new Slices(victim.companion().slices(), cell.victim().operations());
    Optional<VisitEvent.Ended> given =
        victim.companion().results().stream().filter(one -> one.failure().isEmpty()).findFirst();
    Observation observation =
        new Observation(
            cell,
            block,
            done ? End.FINISHED : End.GIVEN_UP,
            Optional.empty(),
            limitSeconds,
            done ? slices.seconds(work.slices()) : OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            slices.pieces(),
            gone,
            covered,
            hurt,
            beside,
            OptionalDouble.empty());
    return new Result(observation, given);
  }

  /** From the start to the end of the work's last slice, or until now. */
  private Span workSpan(boolean done) {
    Span whole = victim.companion().span().orElseThrow();
    return done
        ? new Span(whole.startNs(), victim.companion().slices().get(work.slices() - 1).endNs())
        : whole;
  }

  /** Whether the victim has so many slices before a time is over. */
  private boolean awaitSlices(int slices, double seconds) throws InterruptedException {
    long deadline = System.nanoTime() + (long) (seconds * NS);
    BackgroundLoad one = victim.companion();
    while (one.slices().size() < slices) {
      if (!one.isRunning() && one.slices().size() < slices
          || System.nanoTime() > deadline
          || neighbour.flatMap(Party::failure).isPresent()) {
        return one.slices().size() >= slices;
      }
      Thread.sleep(LOOK_MS);
    }
    return true;
  }

  private void endNeighbour() throws IOException {
    if (neighbour.isPresent()) {
      neighbour.get().companion().close();
    }
  }

  private Result failed(int block, String why) {
    return new Result(Observation.failed(cell, block, why), Optional.empty());
  }
}
