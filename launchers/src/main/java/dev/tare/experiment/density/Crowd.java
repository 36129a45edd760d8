package dev.tare.experiment.density;

import dev.tare.experiment.Companion;
import dev.tare.experiment.Companions;
import dev.tare.experiment.Session;
import dev.tare.experiment.Timing;
import dev.tare.experiment.Visit;
import dev.tare.experiment.VisitEvent;
import dev.tare.experiment.VisitOutcome;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.result.Facts;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

  private static final String EMULATED = "layer.kvm.emulated";

  private final Session session;
  private final Optional<RunFolder> folder;
  private final HostReader host;
  private final Ceiling ceiling;

  /**
   * @param folder absent in a dry run: nothing is kept
   */
  public Crowd(Session session, Optional<RunFolder> folder, HostReader host) {
    this.session = session;
    this.folder = folder;
    this.host = host;
    this.ceiling = host.ceiling();
  }

  /** Runs them once. */
  public CrowdOutcome run(List<Member> members) throws IOException, InterruptedException {
    Map<String, Member> byRole = new TreeMap<>();
    members.forEach(member -> byRole.put(member.role(), member));
    List<String> roles = members.stream().map(Member::role).toList();
    try (Companions all = Companions.make(roles, role -> companion(byRole.get(role)));
        HostGuard guard = new HostGuard(host::availableBytes, ceiling, all)) {
      return together(all, byRole, guard);
    } catch (LaunchException e) {
      if (session.wasInterrupted()) {
        throw e;
      }
      return nothing(members, String.valueOf(e.getMessage()));
    }
  }

  private Companion companion(Member member) throws IOException {
    boolean full = host.availableBytes().orElse(Long.MAX_VALUE) < ceiling.keptBytes().orElse(0);
    if (full && !session.host().isDry()) {
      throw new LaunchException(
          "memory: what is left to the host was reached before " + member.role() + " was made");
    }
    Environment environment =
        GuestEnvironment.enter(session, member.stack(), member.limits(), member.role());
    return new Companion(member.role(), environment, System::nanoTime)
        .withConsole(line -> console(member.place(), line));
  }

  private CrowdOutcome together(Companions all, Map<String, Member> byRole, HostGuard guard)
      throws IOException, InterruptedException {
    all.start(
        one -> byRole.get(one.role()).plan(),
        Visit.patience(byRole.values().iterator().next().plan().timing()));
    Optional<Companion> lost = lost(all);
    if (lost.isPresent()) {
      VisitOutcome end = lost.get().await();
      String why = guard.acted() ? guarded() : end.reason().orElse("ended before it measured");
      return nothing(List.copyOf(byRole.values()), lost.get().role() + ": " + why);
    }
    MemoryWork before = host.memoryWork();
    all.go();
    CpuWindow window = new CpuWindow(host, byRole.keySet());
    sleep(byRole, START_SHARE);
    window.begin();
    sleep(byRole, HALF_SHARE);
    HostReading loaded = host.read();
    sleep(byRole, HALF_SHARE);
    Map<String, Double> cpus = window.end();
    List<VisitOutcome> outcomes = outcomes(all);
    MemoryWork work = host.memoryWork().since(before);
    OptionalDouble overlap = all.overlap();
    List<String> failures = new ArrayList<>();
    Map<String, Limits> limits = new TreeMap<>();
    boolean emulated = false;
    for (int i = 0; i < outcomes.size(); i++) {
      Companion one = all.all().get(i);
      Member member = byRole.get(one.role());
      boolean asked = member.plan().facts() && !guard.acted();
      Facts layers = asked ? one.environment().facts() : Facts.of(Map.of());
      emulated |= layers.get(EMULATED).filter("true"::equals).isPresent();
      if (!guard.acted()) {
        limits.put(one.role(), one.environment().limits());
      }
      keep(member, one, outcomes.get(i), layers)
          .ifPresent(why -> failures.add(one.role() + ": " + (guard.acted() ? guarded() : why)));
    }
    return new CrowdOutcome(
        overlap, Optional.of(loaded), Optional.of(work), limits, cpus, emulated, failures);
  }

  private Optional<Companion> lost(Companions all) throws IOException, InterruptedException {
    Optional<Companion> lost = all.awaitReady();
    if (lost.isPresent()) {
      checkNotInterrupted();
    }
    return lost;
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

  /** Nobody measured, for that reason. */
  private CrowdOutcome nothing(List<Member> members, String why) throws IOException {
    if (folder.isPresent()) {
      for (Member member : members) {
        folder.get().without(member.slot(), Slot.Status.FAILED, why);
      }
    }
    return new CrowdOutcome(
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        false,
        List.of(why));
  }

  /**
   * Keeps what a member gave.
   *
   * @return why it gave nothing; absent where it did
   */
  private Optional<String> keep(Member member, Companion one, VisitOutcome outcome, Facts layers)
      throws IOException {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    RunFolder run = folder.get();
    int slot = member.slot();
    List<String> wrong =
        outcome
            .facts()
            .map(facts -> Session.differences(member.stack(), member.limits(), facts))
            .orElse(List.of());
    Optional<String> failure =
        wrong.isEmpty() ? outcome.reason() : Optional.of(String.join("; ", wrong));
    if (outcome.facts().isPresent()) {
      TreeMap<String, String> facts = new TreeMap<>(outcome.facts().get().values());
      facts.putAll(layers.values());
      run.facts(member.place(), new Facts(facts));
    }
    if (failure.isPresent() || one.results().isEmpty()) {
      String why = failure.orElse("no results came out");
      run.without(slot, Slot.Status.FAILED, why);
      return Optional.of(why);
    }
    VisitEvent.Ended result = one.results().get(0);
    Files.writeString(run.visit(slot), result.jmh());
    if (!result.latencies().isEmpty()) {
      Files.writeString(run.visitLatencies(slot), result.latencies());
    }
    run.save(slot, run.visit(slot));
    run.done(slot, Map.of());
    return Optional.empty();
  }

  private synchronized void console(String place, String line) {
    if (folder.isEmpty()) {
      return;
    }
    Path log = folder.get().console(place);
    try {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      // A full disk loses what was printed, not what was measured: that is written elsewhere.
      return;
    }
  }
}
