package dev.tare.experiment.concurrent;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.experiment.BackgroundLoads;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Timing;
import dev.tare.experiment.Trial;
import dev.tare.experiment.TrialOutcome;
import dev.tare.launch.Limits;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Measures the participants of a concurrent run, all made: they measure together, and what each
 * gave is kept.
 */
final class MeasuredTogether {
  /** CPU time is counted from here on, for twice the half: from 15 % to 85 % of the time. */
  private static final double START_SHARE = 0.15;

  private static final double HALF_SHARE = 0.35;

  private final Lab lab;
  private final HostReader host;
  private final Map<String, Participant> byRole;
  private final BackgroundLoads all;
  private final HostGuard guard;
  private final PoolWatch pool;
  private final WhenReady whenReady;
  private final Map<String, Limits> limits = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private boolean emulated;
  private boolean failed;

  /**
   * @param all of the participants, by their roles
   * @param pool theirs, with who is lost so far
   * @param whenReady what is done before they go on
   */
  MeasuredTogether(
      Lab lab,
      HostReader host,
      Map<String, Participant> byRole,
      BackgroundLoads all,
      HostGuard guard,
      PoolWatch pool,
      WhenReady whenReady) {
    this.lab = lab;
    this.host = host;
    this.byRole = byRole;
    this.all = all;
    this.guard = guard;
    this.pool = pool;
    this.whenReady = whenReady;
  }

  ConcurrentOutcome run() throws IOException, InterruptedException {
    all.start(one -> byRole.get(one.role()).plan().orElseThrow(), Trial.patience(timing()), pool);
    Optional<String> failure = awaitReady();
    if (failure.isPresent()) {
      for (Participant participant : byRole.values()) {
        lab.without(participant.slot(), failure.get());
      }
      return ConcurrentOutcome.nothing(failure.get(), !guard.acted(), guard.acted());
    }
    keepLost();
    if (all.all().isEmpty()) {
      return ConcurrentOutcome.killed(pool.outcome(byRole.size()), pool.line(byRole.size()));
    }
    return measured();
  }

  private ConcurrentOutcome measured() throws IOException, InterruptedException {
    whenReady.ready();
    all.go();
    sleep(START_SHARE);
    Map<String, String> groups = host.cpuGroups(byRole.keySet());
    long beforeNs = System.nanoTime();
    Map<String, Long> before = host.cpuNs(groups);
    pool.begin();
    sleep(HALF_SHARE);
    HostReading loaded = host.read();
    sleep(HALF_SHARE);
    double wallNs = System.nanoTime() - beforeNs;
    Map<String, Double> cpus = new TreeMap<>();
    host.cpuNs(groups)
        .forEach(
            (role, ns) -> {
              if (before.containsKey(role)) {
                cpus.put(role, (ns - before.get(role)) / wallNs);
              }
            });
    pool.end();
    keepGiven();
    pool.line(byRole.size()).ifPresent(failures::add);
    return new ConcurrentOutcome(
        all.overlap(),
        Optional.of(loaded),
        pool.outcome(byRole.size()),
        limits,
        cpus,
        emulated,
        failures,
        failed,
        guard.acted() && !failures.isEmpty());
  }

  /** Waits until all that are left stand at the barrier; returns why they never will. */
  private Optional<String> awaitReady() throws IOException, InterruptedException {
    for (Optional<BackgroundLoad> lost = all.awaitReady();
        lost.isPresent();
        lost = all.awaitReady()) {
      lab.session().checkNotInterrupted("what ran is to run again");
      String role = lost.get().role();
      String why = lost.get().await().reason().orElse("ended before it measured");
      if (guard.acted() || !pool.excuses(role, why)) {
        return Optional.of(failure(role, why));
      }
      all.lose(lost.get());
    }
    return Optional.empty();
  }

  private void keepGiven() throws IOException, InterruptedException {
    List<TrialOutcome> outcomes = outcomes();
    for (int i = 0; i < outcomes.size(); i++) {
      keep(all.all().get(i), outcomes.get(i));
    }
  }

  private void keep(BackgroundLoad one, TrialOutcome outcome) throws IOException {
    Participant participant = byRole.get(one.role());
    Optional<String> reason = outcome.reason();
    if (reason.isPresent() && !guard.acted() && pool.excuses(one.role(), reason.get())) {
      lab.without(participant.slot(), pool.whyByRole().get(one.role()));
      return;
    }
    // Whoever was to tell may be gone.
    boolean asked =
        (participant.plan().orElseThrow().facts() || !pool.whyByRole().isEmpty()) && !guard.acted();
    Facts layers = asked ? one.environment().facts() : Facts.of(Map.of());
    emulated |= layers.emulated().orElse(false);
    if (!guard.acted()) {
      limits.put(one.role(), one.environment().limits());
    }
    Optional<String> failure =
        lab.folder().isEmpty() ? Optional.empty() : kept(participant, one, outcome, layers);
    if (failure.isPresent()) {
      failures.add(failure(one.role(), failure.get()));
      failed |= !guard.acted();
    }
  }

  /** Brings what a participant gave into the run folder; returns why it gave nothing. */
  private Optional<String> kept(
      Participant participant, BackgroundLoad one, TrialOutcome outcome, Facts layers)
      throws IOException {
    List<String> wrong = outcome.wrong(participant.stack(), participant.limits());
    Optional<String> failure =
        wrong.isEmpty() ? outcome.reason() : Optional.of(String.join("; ", wrong));
    if (outcome.facts().isPresent()) {
      lab.facts(participant.place(), outcome.facts().get(), layers);
    }
    if (failure.isEmpty() && !one.results().isEmpty()) {
      lab.keep(participant.slot(), one.results().get(0));
      return Optional.empty();
    }
    String why = failure.orElse("no results came out");
    lab.without(participant.slot(), why);
    return Optional.of(why);
  }

  private String failure(String role, String why) {
    return role + ": " + (guard.acted() ? HostGuard.ACTED : why);
  }

  private void keepLost() throws IOException {
    for (Map.Entry<String, String> gone : pool.whyByRole().entrySet()) {
      lab.without(byRole.get(gone.getKey()).slot(), gone.getValue());
    }
  }

  private List<TrialOutcome> outcomes() throws IOException, InterruptedException {
    List<TrialOutcome> outcomes = all.await();
    if (outcomes.stream().anyMatch(one -> one.end() != TrialOutcome.End.FINISHED)) {
      lab.session().checkNotInterrupted("what ran is to run again");
    }
    return outcomes;
  }

  /** A part of the time in which all of them measure. */
  private void sleep(double share) throws InterruptedException {
    if (!lab.isDry()) {
      Thread.sleep(Math.round(share * timing().iterations() * timing().iterationMs()));
    }
  }

  private Timing timing() {
    return byRole.values().iterator().next().plan().orElseThrow().timing();
  }
}
