package dev.tare.experiment.density;

import dev.tare.experiment.Companion;
import dev.tare.experiment.Companions;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.GuestEnvironment;
import dev.tare.experiment.Session;
import dev.tare.experiment.Timing;
import dev.tare.experiment.Visit;
import dev.tare.experiment.VisitOutcome;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.MemoryPool;
import dev.tare.result.Facts;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Environments that are made, measure at the same time and are ended; what they measured is kept in
 * a run folder.
 */
public final class Crowd {
  /** CPU time is counted from here on, for twice the half: from 15 % to 85 % of the time. */
  private static final double START_SHARE = 0.15;

  private static final double HALF_SHARE = 0.35;

  private static final String NO_ROOM = "memory: what is left to the host was reached before ";

  private final Session session;
  private final Kept kept;
  private final HostReader host;
  private final Ceiling ceiling;

  /**
   * @param folder absent in a dry run: nothing is kept
   */
  public Crowd(Session session, Optional<RunFolder> folder, HostReader host) {
    this.session = session;
    this.kept = new Kept(folder);
    this.host = host;
    this.ceiling = host.ceiling();
  }

  /** Runs them once. */
  public CrowdOutcome run(List<Member> members) throws IOException, InterruptedException {
    return run(members, Optional.empty());
  }

  /**
   * Runs them once in a pool of memory of their own. Whom the kernel kills there is counted, and
   * the others go on.
   *
   * @param poolBytes what all of them may have together
   */
  public CrowdOutcome run(List<Member> members, long poolBytes)
      throws IOException, InterruptedException {
    MemoryPool pool;
    try {
      pool = session.pool(poolBytes);
    } catch (LaunchException e) {
      return nothing(members, e);
    }
    try {
      return run(members, Optional.of(pool));
    } finally {
      session.leave(pool);
    }
  }

  private CrowdOutcome run(List<Member> members, Optional<MemoryPool> pool)
      throws IOException, InterruptedException {
    Map<String, Member> byRole = new TreeMap<>();
    members.forEach(member -> byRole.put(member.role(), member));
    List<String> roles = members.stream().map(Member::role).toList();
    Losses losses = new Losses(pool, host);
    try (Companions all =
            Companions.make(roles, role -> companion(byRole.get(role), pool), losses);
        HostGuard guard = new HostGuard(host::availableBytes, ceiling, all)) {
      return together(all, byRole, guard, new PoolWindow(host, pool), losses);
    } catch (LaunchException e) {
      return nothing(members, e);
    }
  }

  private Companion companion(Member member, Optional<MemoryPool> pool) throws IOException {
    boolean full = host.availableBytes().orElse(Long.MAX_VALUE) < ceiling.keptBytes().orElse(0);
    if (full && !session.host().isDry()) {
      throw new LaunchException(NO_ROOM + member.role() + " was made");
    }
    Environment environment =
        GuestEnvironment.enter(session, member.stack(), member.limits(), member.role(), pool);
    return new Companion(member.role(), environment, System::nanoTime)
        .withConsole(line -> kept.console(member.place(), line));
  }

  private CrowdOutcome together(
      Companions all, Map<String, Member> byRole, HostGuard guard, PoolWindow pool, Losses losses)
      throws IOException, InterruptedException {
    List<Member> members = List.copyOf(byRole.values());
    all.start(
        one -> byRole.get(one.role()).plan(),
        Visit.patience(members.get(0).plan().timing()),
        losses);
    Optional<String> failure = awaitReady(all, guard, losses);
    if (failure.isPresent()) {
      return nothing(members, failure.get(), !guard.acted());
    }
    lost(byRole, losses);
    if (all.all().isEmpty()) {
      return new CrowdOutcome(
          OptionalDouble.empty(),
          Optional.empty(),
          pool.outcome(members.size(), losses),
          Map.of(),
          Map.of(),
          false,
          losses.line(members.size()).stream().toList(),
          false);
    }
    return measured(all, byRole, guard, pool, losses);
  }

  private CrowdOutcome measured(
      Companions all, Map<String, Member> byRole, HostGuard guard, PoolWindow pool, Losses losses)
      throws IOException, InterruptedException {
    all.go();
    CpuWindow window = new CpuWindow(host, byRole.keySet());
    sleep(byRole, START_SHARE);
    window.begin();
    pool.begin();
    sleep(byRole, HALF_SHARE);
    HostReading loaded = host.read();
    sleep(byRole, HALF_SHARE);
    Map<String, Double> cpus = window.end();
    pool.end();
    Findings found = found(all, byRole, guard, losses);
    losses.line(byRole.size()).ifPresent(found.failures::add);
    return new CrowdOutcome(
        all.overlap(),
        Optional.of(loaded),
        pool.outcome(byRole.size(), losses),
        found.limits,
        cpus,
        found.emulated,
        found.failures,
        found.failed);
  }

  /** Waits until all that are left stand at the barrier; returns why they never will. */
  private Optional<String> awaitReady(Companions all, HostGuard guard, Losses losses)
      throws IOException, InterruptedException {
    for (Optional<Companion> lost = all.awaitReady(); lost.isPresent(); lost = all.awaitReady()) {
      checkNotInterrupted();
      String role = lost.get().role();
      String why = lost.get().await().reason().orElse("ended before it measured");
      if (guard.acted() || !losses.excuses(role, why)) {
        return Optional.of(role + ": " + (guard.acted() ? guarded() : why));
      }
      all.lose(lost.get());
    }
    return Optional.empty();
  }

  /** What came of those that measured. */
  private static final class Findings {
    private final Map<String, Limits> limits = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private boolean emulated;
    private boolean failed;
  }

  private Findings found(Companions all, Map<String, Member> byRole, HostGuard guard, Losses losses)
      throws IOException, InterruptedException {
    List<VisitOutcome> outcomes = outcomes(all);
    Findings found = new Findings();
    for (int i = 0; i < outcomes.size(); i++) {
      Companion one = all.all().get(i);
      Member member = byRole.get(one.role());
      Optional<String> reason = outcomes.get(i).reason();
      if (reason.isPresent() && !guard.acted() && losses.excuses(one.role(), reason.get())) {
        kept.without(member, losses.whyByRole().get(one.role()));
        continue;
      }
      // Whoever was to tell may be gone.
      boolean asked = (member.plan().facts() || losses.count() > 0) && !guard.acted();
      Facts layers = asked ? one.environment().facts() : Facts.of(Map.of());
      found.emulated |= Emulation.of(layers);
      if (!guard.acted()) {
        found.limits.put(one.role(), one.environment().limits());
      }
      Optional<String> failure = kept.keep(member, one, outcomes.get(i), layers);
      if (failure.isPresent()) {
        found.failures.add(one.role() + ": " + (guard.acted() ? guarded() : failure.get()));
        found.failed |= !guard.acted();
      }
    }
    return found;
  }

  /** Those that are gone already gave nothing. */
  private void lost(Map<String, Member> byRole, Losses losses) throws IOException {
    for (Map.Entry<String, String> gone : losses.whyByRole().entrySet()) {
      kept.without(byRole.get(gone.getKey()), gone.getValue());
    }
  }

  private List<VisitOutcome> outcomes(Companions all) throws IOException, InterruptedException {
    List<VisitOutcome> outcomes = all.await();
    if (outcomes.stream().anyMatch(one -> one.end() != VisitOutcome.End.FINISHED)) {
      checkNotInterrupted();
    }
    return outcomes;
  }

  /** What Ctrl-C has ended says nothing of the members: they are to run again. */
  private void checkNotInterrupted() throws LaunchException {
    if (session.wasInterrupted()) {
      throw new LaunchException("interrupted: what ran is to run again");
    }
  }

  private static String guarded() {
    return "memory: ended, because the host had less left than half of what it is to keep";
  }

  /** A part of the time in which all of them measure. */
  private void sleep(Map<String, Member> members, double share) throws InterruptedException {
    Timing timing = members.values().iterator().next().plan().timing();
    if (!session.host().isDry()) {
      Thread.sleep(Math.round(share * timing.iterations() * timing.iterationMs()));
    }
  }

  private CrowdOutcome nothing(List<Member> members, LaunchException e) throws IOException {
    if (session.wasInterrupted()) {
      throw e;
    }
    String why = String.valueOf(e.getMessage());
    return nothing(members, why, !why.startsWith(NO_ROOM));
  }

  /** Nobody measured, for that reason. */
  private CrowdOutcome nothing(List<Member> members, String why, boolean failed)
      throws IOException {
    for (Member member : members) {
      kept.without(member, why);
    }
    return new CrowdOutcome(
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        false,
        List.of(why),
        failed);
  }
}
