package dev.tare.experiment.isolation;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.experiment.GuestEnvironment;
import dev.tare.experiment.HostContext;
import dev.tare.experiment.MeasuredExperiment;
import dev.tare.experiment.Progress;
import dev.tare.experiment.Session;
import dev.tare.experiment.Slice;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.proc.HostState;
import dev.tare.result.Section;
import dev.tare.result.Slot;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** The whole experiment as it happens: calibration, then block after block in random order. */
public final class IsolationRun implements MeasuredExperiment {
  /** How long a host may take to be as it was before a bomb. */
  private static final double HOST_BACK_SECONDS = 60;

  /** What making environments and starting JVMs takes beside measuring, s. */
  private static final double MAKING_SECONDS = 6;

  private final IsolationPlan plan;
  private final Session session;
  private final Optional<RunFolder> folder;
  private final Supplier<HostState> host;
  private final Progress progress;
  private final Kept kept;
  private final Findings found;
  private final FixedWorks works;

  /**
   * @param folder with the plan's schedule, and with the visits that are not repeated; absent in a
   *     dry run
   * @throws BadInput where what the folder holds of visits is not this plan's
   */
  public IsolationRun(
      IsolationPlan plan,
      Session session,
      Optional<RunFolder> folder,
      Supplier<HostState> host,
      Progress.Listener listener)
      throws IOException {
    this.plan = plan;
    this.session = session;
    this.folder = folder;
    this.host = host;
    this.kept = new Kept(folder);
    this.found = kept.findings(plan);
    this.works = new FixedWorks(plan, kept, found);
    int left = plan.order().size() - found.visits().size();
    this.progress = new Progress(listener, System::nanoTime, visitSeconds() * left);
  }

  private double visitSeconds() {
    return MAKING_SECONDS + plan.seconds() + plan.recoverySeconds();
  }

  /**
   * Makes every visit that is not made yet; the rest is left out where a bomb leaves the host in
   * danger.
   *
   * @throws LaunchException when the session is closed from elsewhere
   */
  @Override
  public void measure() throws IOException, InterruptedException {
    List<Cell> order = plan.order();
    int perBlock = plan.cells().size();
    for (int slot = found.visits().size(); slot < order.size(); slot++) {
      if (found.isInDanger()) {
        kept.without(slot, Slot.Status.SKIPPED, "the host was not as it was before");
        continue;
      }
      Cell cell = order.get(slot);
      progress.begin(
          "block " + (slot / perBlock + 1) + " of " + plan.blocks() + ", " + cell.line());
      kept.clear(slot);
      found.visits().add(visit(cell, slot, slot / perBlock));
      kept.findings(found);
      progress.end(visitSeconds());
    }
    if (!found.isInDanger()) {
      progress.begin("done");
    }
  }

  /** Prints what would be done, each case once. */
  public void rehearse() throws IOException {
    FixedWork nominal =
        FixedWork.calibrated(
            List.of(new Slice(0, 1000, "ops/s")), 1, 1, plan.seconds(), plan.recoverySeconds());
    for (Cell cell : plan.cells()) {
      Trial.rehearse(plan, cell, nominal, new Ring(-1));
    }
  }

  /** The first visit that failed says why. */
  @Override
  public Optional<String> nothing() {
    boolean any = found.visits().stream().anyMatch(one -> one.end() != Observation.End.FAILED);
    return any ? Optional.empty() : Optional.of(firstFailure());
  }

  private String firstFailure() {
    return found.visits().stream()
        .flatMap(one -> one.reason().stream().map(why -> one.cell().line() + ": " + why))
        .findFirst()
        .orElse("nothing was measured");
  }

  /** Whether every visit came to its end, or was given up; and the host survived all of them. */
  @Override
  public boolean isComplete() {
    return found.visits().size() == plan.order().size()
        && found.visits().stream().noneMatch(one -> one.end() == Observation.End.FAILED);
  }

  @Override
  public Section section(boolean itselfGuest) throws IOException {
    return new IsolationSection(plan, found.visits(), found.notes())
        .section(
            new HostContext(
                Runtime.getRuntime().availableProcessors(), itselfGuest, found.emulated()));
  }

  private Observation visit(Cell cell, int slot, int block)
      throws IOException, InterruptedException {
    HostReturn before = new HostReturn(host, System::nanoTime, HOST_BACK_SECONDS);
    try {
      Ring ring = new Ring(slot);
      FixedWork work = works.of(cell, ring);
      Trial.Result result = Trial.run(plan, cell, block, work, ring);
      if (result.given().isEmpty() && session.wasInterrupted()) {
        throw new LaunchException("interrupted: what ran is to run again");
      }
      Observation observed = kept.keep(slot, result, work);
      boolean bomb = cell.neighbour().filter(Neighbour::isBomb).isPresent();
      return bomb ? observed.withHostBack(hostBack(before, cell)) : observed;
    } catch (LaunchException e) {
      if (session.wasInterrupted()) {
        throw e;
      }
      String why = String.valueOf(e.getMessage());
      kept.without(slot, Slot.Status.FAILED, why);
      return Observation.failed(cell, block, why);
    }
  }

  private OptionalDouble hostBack(HostReturn host, Cell cell) throws InterruptedException {
    OptionalDouble back = host.await();
    if (back.isEmpty()) {
      found.inDanger(host.isInDanger());
      found
          .notes()
          .add(
              cell.line()
                  + ": "
                  + Math.round(HOST_BACK_SECONDS)
                  + " s later the host was not as before: "
                  + String.join("; ", host.missing())
                  + (found.isInDanger() ? "; nothing more was tried" : ""));
    }
    return back;
  }

  /** Environments of this run's session. */
  private final class Ring implements Trial.Grounds {
    private final int slot;

    /**
     * @param slot whose log gets what the visits print; negative: none
     */
    Ring(int slot) {
      this.slot = slot;
    }

    @Override
    public BackgroundLoad make(Cell cell, String role) throws IOException {
      Environment environment =
          GuestEnvironment.enter(
              session,
              cell.stack(),
              plan.limits(cell, role.equals(Trial.VICTIM)),
              role,
              Optional.empty());
      return new BackgroundLoad(role, environment, System::nanoTime)
          .withConsole(line -> kept.console(slot, role, line));
    }

    @Override
    public Environment host() {
      return session.host();
    }
  }
}
