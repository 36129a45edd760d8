package dev.tare.experiment.concurrent;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.experiment.BackgroundLoads;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Session;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.MemoryPool;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Environments that are made, measure at the same time and are ended; what they measured is kept in
 * a run folder.
 */
public final class ConcurrentRun {
  private final Lab lab;
  private final Session session;
  private final HostReader host;
  private final Ceiling ceiling;
  private final WhenReady whenReady;

  /**
   * @param host as it was before any of them
   */
  public ConcurrentRun(Lab lab, HostReader host) {
    this(lab, host, () -> {});
  }

  /**
   * @param whenReady what is done once all of them are made and warm, before they measure
   */
  public ConcurrentRun(Lab lab, HostReader host, WhenReady whenReady) {
    this.whenReady = whenReady;
    this.lab = lab;
    this.session = lab.session();
    this.host = host;
    this.ceiling = host.ceiling();
  }

  /** Runs them once. */
  public ConcurrentOutcome run(List<Participant> participants)
      throws IOException, InterruptedException {
    return run(participants, Optional.empty(), Optional.empty());
  }

  /** Runs them once in one machine. */
  public ConcurrentOutcome run(List<Participant> participants, SharedGuest shared)
      throws IOException, InterruptedException {
    Environment guest;
    try {
      guest = session.enterGuest(shared.stack(), shared.limits());
    } catch (LaunchException e) {
      return nothing(participants, e);
    }
    try {
      return run(participants, Optional.empty(), Optional.of(guest));
    } finally {
      session.leave(guest);
    }
  }

  /**
   * Runs them once in a pool of memory of their own. Whom the kernel kills there is counted, and
   * the others go on.
   *
   * @param poolBytes what all of them may have together; 0 where nothing bounds that
   */
  public ConcurrentOutcome run(List<Participant> participants, long poolBytes)
      throws IOException, InterruptedException {
    if (poolBytes == 0) {
      return run(participants);
    }
    MemoryPool pool;
    try {
      pool = session.pool(poolBytes);
    } catch (LaunchException e) {
      return nothing(participants, e);
    }
    try {
      return run(participants, Optional.of(pool), Optional.empty());
    } finally {
      session.leave(pool);
    }
  }

  private ConcurrentOutcome run(
      List<Participant> participants, Optional<MemoryPool> pool, Optional<Environment> guest)
      throws IOException, InterruptedException {
    Map<String, Participant> byRole = new TreeMap<>();
    participants.forEach(participant -> byRole.put(participant.role(), participant));
    List<String> roles = participants.stream().map(Participant::role).toList();
    PoolWatch watch = new PoolWatch(host, pool);
    try (BackgroundLoads all =
            BackgroundLoads.make(roles, role -> made(byRole.get(role), pool, guest), watch);
        HostGuard guard = new HostGuard(host::availableBytes, ceiling, all)) {
      if (participants.stream().allMatch(participant -> participant.plan().isEmpty())) {
        return idle(participants, all, guard);
      }
      return new MeasuredTogether(lab, host, byRole, all, guard, watch, whenReady).run();
    } catch (LaunchException e) {
      return nothing(participants, e);
    }
  }

  private ConcurrentOutcome idle(
      List<Participant> participants, BackgroundLoads all, HostGuard guard)
      throws IOException, InterruptedException {
    whenReady.ready();
    HostReading with = host.read();
    if (guard.acted()) {
      throw new LaunchException(HostGuard.ACTED);
    }
    Facts layers = all.all().get(0).environment().facts();
    lab.facts(participants.get(0).place(), Facts.of(Map.of()), layers);
    for (Participant participant : participants) {
      lab.done(participant.slot());
    }
    return ConcurrentOutcome.idle(with, layers.emulated().orElse(false));
  }

  private BackgroundLoad made(
      Participant participant, Optional<MemoryPool> pool, Optional<Environment> guest)
      throws IOException {
    boolean full = host.availableBytes().orElse(Long.MAX_VALUE) < ceiling.keptBytes().orElse(0);
    if (full && !session.host().isDry()) {
      throw new NoRoom(participant);
    }
    String place = participant.place();
    String role = participant.role();
    Limits limits = participant.limits();
    return guest.isPresent()
        ? lab.enterShared(guest.get(), place, role, participant.stack(), limits)
        : lab.enter(place, role, participant.stack(), limits, pool);
  }

  /** Tells that one more would leave the host less than it keeps. */
  private static final class NoRoom extends LaunchException {
    private static final long serialVersionUID = 1;

    NoRoom(Participant participant) {
      super(
          "memory: what is left to the host was reached before "
              + participant.role()
              + " was made");
    }
  }

  private ConcurrentOutcome nothing(List<Participant> participants, LaunchException e)
      throws IOException {
    session.checkNotInterrupted("what ran is to run again");
    String why = String.valueOf(e.getMessage());
    for (Participant participant : participants) {
      lab.without(participant.slot(), why);
    }
    return ConcurrentOutcome.nothing(why, !(e instanceof NoRoom), true);
  }
}
