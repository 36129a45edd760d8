package dev.tare.experiment.density;

import dev.tare.experiment.Companion;
import dev.tare.experiment.Companions;
import dev.tare.experiment.ConsoleLog;
import dev.tare.experiment.GuestEnvironment;
import dev.tare.experiment.Session;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.MemoryPool;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Environments that are made, measure at the same time and are ended; what they measured is kept in
 * a run folder.
 */
public final class Crowd {
  private static final String NO_ROOM = "memory: what is left to the host was reached before ";

  private final Session session;
  private final Kept kept;
  private final ConsoleLog console;
  private final HostReader host;
  private final Ceiling ceiling;

  /**
   * @param folder absent in a dry run: nothing is kept
   */
  public Crowd(Session session, Optional<RunFolder> folder, HostReader host) {
    this.session = session;
    this.kept = new Kept(folder);
    this.console = new ConsoleLog(folder);
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
      PoolWindow window = new PoolWindow(host, pool);
      return new Round(session, kept, host, byRole, all, guard, window, losses).run();
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
        .withConsole(line -> console.add(member.place(), line));
  }

  /** Nobody measured, for that reason. */
  private CrowdOutcome nothing(List<Member> members, LaunchException e) throws IOException {
    if (session.wasInterrupted()) {
      throw e;
    }
    String why = String.valueOf(e.getMessage());
    kept.without(members, why);
    return CrowdOutcome.nothing(why, !why.startsWith(NO_ROOM));
  }
}
