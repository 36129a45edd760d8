package dev.tare.experiment.isolation;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.experiment.BackgroundLoads;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Span;
import dev.tare.experiment.Trial;
import dev.tare.experiment.TrialEvent;
import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.Watchdog;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.io.LatencyLog;
import dev.tare.stats.Percentiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One measurement of a victim: its environment and the neighbour's are made, both start together,
 * the neighbour is ended when the work is done or given up, and the victim goes on for a while.
 */
final class PairTrial implements AutoCloseable {
  static final String VICTIM = "victim";
  static final String NEIGHBOUR = "neighbour";
  private static final String FLOOD = "flood";

  private static final Stack HOST = new StackSyntax(Layers.standard()).parse(Stack.BARE);

  /** Holds what the watchdog leaves the run to end the neighbour itself. */
  private static final double MARGIN_SECONDS = 10;

  /** A process table that was full takes a moment to have room for who asks. */
  private static final int LOOKS = 5;

  private static final long ANSWER_MS = 200;
  private static final long LOOK_MS = 20;

  private final Lab lab;
  private final Terms terms;
  private final Pairing pairing;
  private final FixedWork work;
  private final double limitSeconds;
  private final BackgroundLoads both;
  private final BackgroundLoad victim;
  private final Optional<Disturbance> disturbance;
  private final KernelCounts counts;

  PairTrial(Lab lab, Terms terms, Pairing pairing, FixedWork work) throws IOException {
    this.lab = lab;
    this.terms = terms;
    this.pairing = pairing;
    this.work = work;
    this.limitSeconds = terms.givenUpSeconds(work);
    this.counts = new KernelCounts(lab.host(), pairing.isGuest());
    List<String> roles = new ArrayList<>(List.of(VICTIM));
    pairing.neighbour().ifPresent(any -> roles.add(NEIGHBOUR));
    if (pairing.isFlooded()) {
      roles.add(FLOOD);
    }
    this.both =
        BackgroundLoads.make(
            roles,
            role ->
                lab.enter(
                    pairing.name(),
                    role,
                    role.equals(FLOOD) ? HOST : pairing.stack(),
                    terms.limits(pairing, role.equals(VICTIM)),
                    Optional.empty()));
    this.victim = both.of(VICTIM);
    this.disturbance =
        pairing
            .neighbour()
            .map(any -> pairing.isFlooded() ? FLOOD : NEIGHBOUR)
            .map(load -> new Disturbance(both.of(NEIGHBOUR), both.of(load)));
  }

  void start() throws IOException {
    start(victim, terms.together(pairing, pairing.victim().pattern(), work.timing()));
    if (disturbance.isPresent()) {
      Optional<String> target =
          pairing.isFlooded()
              ? disturbance.get().serve(pairing, lab.session().owner())
              : Disturbance.address(victim.environment());
      double seconds = limitSeconds + MARGIN_SECONDS;
      start(disturbance.get().load(), terms.beside(pairing, seconds, target));
    }
  }

  private void start(BackgroundLoad one, TrialPlan trial) throws IOException {
    one.start(trial, Trial.patience(trial.timing()).plus(time(limitSeconds)));
  }

  private static Duration time(double seconds) {
    return Duration.ofMillis((long) (1000 * seconds));
  }

  /**
   * Has the work done.
   *
   * @param samples get its figures, unless it fails
   * @throws LaunchException where a trial could not be started
   */
  PairOutcome run(Calibration calibration, Samples samples)
      throws IOException, InterruptedException {
    start();
    Optional<BackgroundLoad> lost = both.awaitReady();
    if (lost.isPresent()) {
      String why = lost.get().await().reason().orElse("ended before it began");
      return PairOutcome.failed(lost.get().role() + ": " + why, Optional.of(calibration));
    }
    both.all().forEach(counts::begin);
    Duration longest = time(limitSeconds + MARGIN_SECONDS);
    try (Watchdog watchdog = new Watchdog(longest, this::endNeighbour)) {
      if (disturbance.isPresent()) {
        disturbance.get().load().go();
      }
      victim.go();
      boolean done = awaitSlices(work.slices(), limitSeconds);
      Optional<String> broken = broken(done, watchdog);
      return broken.isPresent()
          ? PairOutcome.failed(broken.get(), Optional.of(calibration))
          : observed(done, calibration, samples);
    }
  }

  /**
   * Watches from outside of all that the neighbour can fill; the run meets what goes wrong here
   * too.
   */
  private void endNeighbour() {
    try {
      disturbance.orElseThrow().close();
    } catch (IOException e) {
      return;
    }
  }

  /** Tells why what was measured says nothing. */
  private Optional<String> broken(boolean done, Watchdog watchdog) {
    Optional<String> other = failure();
    if (other.isEmpty() && pairing.isFlooded() && disturbance.get().received().isEmpty()) {
      other = Optional.of("no flood had arrived when the work was done or given up");
    }
    if (other.isPresent()) {
      return other.map(why -> NEIGHBOUR + ": " + why);
    }
    if (watchdog.barked()) {
      return Optional.of(NEIGHBOUR + ": ended by the watchdog, and the run had not noticed");
    }
    if (!done && !victim.isRunning()) {
      return Optional.of(VICTIM + ": " + failure(victim).orElse("ended before its work was done"));
    }
    return Optional.empty();
  }

  private PairOutcome observed(boolean done, Calibration calibration, Samples samples)
      throws IOException, InterruptedException {
    Span whole = victim.span().orElseThrow();
    long startNs = whole.startNs();
    Map<KernelCounts.Key, Long> counted = new HashMap<>();
    OptionalLong gone = OptionalLong.empty();
    if (disturbance.isPresent()) {
      Span ofWork =
          done ? new Span(startNs, victim.slices().get(work.slices() - 1).endNs()) : whole;
      samples.add(Metrics.OVERLAP, ofWork.coveredBy(disturbance.get().load().span().orElseThrow()));
      gone = OptionalLong.of(System.nanoTime() - startNs);
      counted.putAll(ended(disturbance.get()));
    }
    double rest = (done ? limitSeconds : 0) + 2 * terms.recoverySeconds() + 1;
    boolean complete = awaitSlices(work.slices() + work.recovery(), rest);
    counted.putAll(counts.since(victim));
    if (complete) {
      victim.await();
    }
    List<Recovery.Piece> pieces =
        Recovery.pieces(victim.slices(), pairing.victim().operations(), startNs);
    if (pairing.isFlooded()) {
      samples.add(Metrics.PACKETS, disturbance.get().received());
    }
    samples.add(Metrics.GIVEN_UP, done ? 0 : 1);
    if (done) {
      samples.add(
          Metrics.WORK,
          pieces.stream().limit(work.slices()).mapToDouble(Recovery.Piece::seconds).sum());
    }
    for (Map.Entry<KernelCounts.Key, Long> one : counted.entrySet()) {
      KernelCounts.Key key = one.getKey();
      samples.add(key.metric(), one.getValue(), Map.of("who", key.who(), "from", key.from()));
    }
    return PairOutcome.of(calibration, pieces, gone);
  }

  /** Ends the load before the neighbour's environment, which can still tell what happened in it. */
  private Map<KernelCounts.Key, Long> ended(Disturbance one)
      throws IOException, InterruptedException {
    one.load().stop();
    Map<KernelCounts.Key, Long> counted = counts.since(one.neighbour());
    for (int look = 1;
        look < LOOKS && counted.keySet().stream().noneMatch(KernelCounts.Key::isInside);
        look++) {
      Thread.sleep(ANSWER_MS);
      counted = counts.since(one.neighbour());
    }
    one.close();
    return counted;
  }

  /** Tells why nothing disturbs the victim any more; absent where something does, or shall not. */
  private Optional<String> failure() {
    return disturbance.flatMap(one -> failure(one.load()));
  }

  /** Tells why it gave nothing, so far; absent where nothing is wrong. */
  private static Optional<String> failure(BackgroundLoad one) {
    return one.results().stream().flatMap(ended -> ended.failure().stream()).findFirst();
  }

  private boolean awaitSlices(int slices, double seconds) throws InterruptedException {
    long deadline = System.nanoTime() + time(seconds).toNanos();
    while (victim.slices().size() < slices) {
      if (!victim.isRunning() || System.nanoTime() > deadline || failure().isPresent()) {
        return victim.slices().size() >= slices;
      }
      Thread.sleep(LOOK_MS);
    }
    return true;
  }

  /**
   * Keeps what the victim gave, in its own samples and as JMH wrote it.
   *
   * @throws LaunchException where it gave nothing because the run is being ended
   */
  void keep(int slot, PairOutcome outcome, Samples samples) throws IOException {
    Optional<TrialEvent.Ended> given =
        victim.results().stream()
            .filter(one -> one.failure().isEmpty() && outcome.measured())
            .findFirst();
    if (given.isPresent()) {
      lab.keep(slot, given.get());
      latencies(lab.folder().orElseThrow().trialLatencies(slot), samples);
    } else {
      lab.session().checkNotInterrupted("what ran is to run again");
      boolean done = victim.slices().size() >= work.slices();
      String why = done ? "no results came out" : "DNF: given up after " + limitSeconds + " s";
      lab.without(slot, outcome.reason().orElse(why));
    }
  }

  private void latencies(Path log, Samples samples) throws IOException {
    if (!Files.exists(log)) {
      return;
    }
    LatencyCounts counts =
        LatencyLog.read(log, iteration -> iteration < work.slices()).values().stream()
            .flatMap(forks -> forks.values().stream())
            .reduce(new LatencyCounts(new TreeMap<>()), LatencyCounts::plus);
    for (Map.Entry<Metric, Double> one : Map.of(Metrics.P50, 0.5, Metrics.P99, 0.99).entrySet()) {
      if (Percentiles.admissible(counts.total(), one.getValue())) {
        samples.add(one.getKey(), counts.atQuantile(one.getValue()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (disturbance.isPresent()) {
        disturbance.get().close();
      }
    } finally {
      both.close();
    }
  }
}
