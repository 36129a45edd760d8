package dev.tare.experiment.concurrent;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.experiment.BackgroundLoads;
import dev.tare.experiment.Session;
import dev.tare.experiment.Timing;
import dev.tare.experiment.Trial;
import dev.tare.experiment.TrialOutcome;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Measures the participants of a concurrent run, all made: they measure together, and what each
 * gave is kept.
 */
final class MeasuredTogether {
  /** CPU time is counted from here on, for twice the half: from 15 % to 85 % of the time. */
  private static final double START_SHARE = 0.15;

  private static final double HALF_SHARE = 0.35;

  private final Session session;
  private final ResultStore kept;
  private final HostReader host;
  private final Map<String, Participant> byRole;
  private final BackgroundLoads all;
  private final HostGuard guard;
  private final PoolWindow pool;
  private final Losses losses;
  private final WhenReady whenReady;
  private final Map<String, Limits> limits = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private boolean emulated;
  private boolean failed;

  /**
   * @param all of the participants, by their roles
   * @param losses of them so far, and from now on
   * @param whenReady what is done before they go on
   */
  MeasuredTogether(
      Session session,
      ResultStore kept,
      HostReader host,
      Map<String, Participant> byRole,
      BackgroundLoads all,
      HostGuard guard,
      PoolWindow pool,
      Losses losses,
      WhenReady whenReady) {
    this.session = session;
    this.kept = kept;
    this.host = host;
    this.byRole = byRole;
    this.all = all;
    this.guard = guard;
    this.pool = pool;
    this.losses = losses;
    this.whenReady = whenReady;
  }

  ConcurrentOutcome run() throws IOException, InterruptedException {
    all.start(one -> byRole.get(one.role()).plan().orElseThrow(), Trial.patience(timing()), losses);
    Optional<String> failure = awaitReady();
    if (failure.isPresent()) {
      kept.without(byRole.values(), failure.get());
      return ConcurrentOutcome.nothing(failure.get(), !guard.acted());
    }
    keepLost();
    if (all.all().isEmpty()) {
      return new ConcurrentOutcome(
          OptionalDouble.empty(),
          Optional.empty(),
          pool.outcome(byRole.size(), losses),
          Map.of(),
          Map.of(),
          false,
          losses.line(byRole.size()).stream().toList(),
          false);
    }
    return measured();
  }

  private ConcurrentOutcome measured() throws IOException, InterruptedException {
    whenReady.ready();
    all.go();
    CpuWindow window = new CpuWindow(host, byRole.keySet());
    sleep(START_SHARE);
    window.begin();
    pool.begin();
    sleep(HALF_SHARE);
    HostReading loaded = host.read();
    sleep(HALF_SHARE);
    Map<String, Double> cpus = window.end();
    pool.end();
    keepGiven();
    losses.line(byRole.size()).ifPresent(failures::add);
    return new ConcurrentOutcome(
        all.overlap(),
        Optional.of(loaded),
        pool.outcome(byRole.size(), losses),
        limits,
        cpus,
        emulated,
        failures,
        failed);
  }

  /** Waits until all that are left stand at the barrier; returns why they never will. */
  private Optional<String> awaitReady() throws IOException, InterruptedException {
    for (Optional<BackgroundLoad> lost = all.awaitReady();
        lost.isPresent();
        lost = all.awaitReady()) {
      checkNotInterrupted();
      String role = lost.get().role();
      String why = lost.get().await().reason().orElse("ended before it measured");
      if (guard.acted() || !losses.excuses(role, why)) {
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
    if (reason.isPresent() && !guard.acted() && losses.excuses(one.role(), reason.get())) {
      kept.without(List.of(participant), losses.whyByRole().get(one.role()));
      return;
    }
    // Whoever was to tell may be gone.
    boolean asked =
        (participant.plan().orElseThrow().facts() || losses.count() > 0) && !guard.acted();
    Facts layers = asked ? one.environment().facts() : Facts.of(Map.of());
    emulated |= layers.emulated().orElse(false);
    if (!guard.acted()) {
      limits.put(one.role(), one.environment().limits());
    }
    Optional<String> failure = kept.keep(participant, one, outcome, layers);
    if (failure.isPresent()) {
      failures.add(failure(one.role(), failure.get()));
      failed |= !guard.acted();
    }
  }

  private String failure(String role, String why) {
    return role + ": " + (guard.acted() ? HostGuard.ACTED : why);
  }

  /** Those that are gone already gave nothing. */
  private void keepLost() throws IOException {
    for (Map.Entry<String, String> gone : losses.whyByRole().entrySet()) {
      kept.without(List.of(byRole.get(gone.getKey())), gone.getValue());
    }
  }

  private List<TrialOutcome> outcomes() throws IOException, InterruptedException {
    List<TrialOutcome> outcomes = all.await();
    if (outcomes.stream().anyMatch(one -> one.end() != TrialOutcome.End.FINISHED)) {
      checkNotInterrupted();
    }
    return outcomes;
  }

  /** A trial that Ctrl-C has ended says nothing of the participants: they are to run again. */
  private void checkNotInterrupted() throws LaunchException {
    if (session.wasInterrupted()) {
      throw new LaunchException("interrupted: what ran is to run again");
    }
  }

  /** A part of the time in which all of them measure. */
  private void sleep(double share) throws InterruptedException {
    if (!session.host().isDry()) {
      Thread.sleep(Math.round(share * timing().iterations() * timing().iterationMs()));
    }
  }

  private Timing timing() {
    return byRole.values().iterator().next().plan().orElseThrow().timing();
  }
}
