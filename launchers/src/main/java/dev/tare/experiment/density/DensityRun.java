package dev.tare.experiment.density;

import dev.tare.experiment.Experiment;
import dev.tare.experiment.HostContext;
import dev.tare.experiment.Progress;
import dev.tare.experiment.Session;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.ConcurrentRun;
import dev.tare.experiment.concurrent.GuestCost;
import dev.tare.experiment.concurrent.HostReader;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.Participant;
import dev.tare.launch.Stack;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Slot;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A sweep as it happens: block by block, each environment's guests in rising number, until the
 * counts or the host end.
 */
public final class DensityRun implements Experiment {
  private final DensityPlan plan;
  private final Map<String, Stack> stacks;
  private final HostReader host;
  private final Session session;
  private final Optional<RunFolder> folder;
  private final ConcurrentRun crowd;
  private final CrowdSteps<Step> sweep;
  private final List<GuestStep> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, GuestCost> costs = new HashMap<>();
  private final Set<String> stopped = new HashSet<>();

  /**
   * @param stacks of the plan's environments, by name
   * @param folder with a schedule of {@link #schedule}, and with the steps that are not repeated;
   *     absent in a dry run
   */
  public DensityRun(
      DensityPlan plan,
      Map<String, Stack> stacks,
      HostReader host,
      Session session,
      Optional<RunFolder> folder,
      Progress.Listener listener)
      throws IOException {
    this.plan = plan;
    this.stacks = stacks;
    this.host = host;
    this.session = session;
    this.folder = folder;
    this.crowd = new ConcurrentRun(session, folder, host);
    this.sweep = new CrowdSteps<>(steps(plan), plan.blocks(), folder, listener);
  }

  /** So many guests at once. */
  private record Step(String environment, int guests, int block, int slot) implements CrowdStep {
    @Override
    public String place() {
      return DensityPlan.place(environment, guests);
    }

    @Override
    public int members() {
      return guests;
    }
  }

  /** The steps in the order in which a run makes them. */
  private static List<Step> steps(DensityPlan plan) {
    List<Step> steps = new ArrayList<>();
    int slot = 0;
    for (int block = 0; block < plan.blocks(); block++) {
      for (String environment : plan.order(block)) {
        for (int guests : plan.guests()) {
          steps.add(new Step(environment, guests, block, slot));
          slot += guests;
        }
      }
    }
    return steps;
  }

  /** The visits in the order in which a run makes them. */
  public static List<Slot> schedule(DensityPlan plan) {
    List<Slot> slots = new ArrayList<>();
    for (Step step : steps(plan)) {
      for (int guest = 0; guest < step.guests(); guest++) {
        slots.add(Slot.planned(slots.size(), step.block(), step.place()));
      }
    }
    return slots;
  }

  /** Makes what of the sweep is not made yet. */
  @Override
  public void measure() throws IOException, InterruptedException {
    sweep.run(this::make, this::take);
  }

  @Override
  public Optional<String> nothing() {
    return steps.isEmpty() ? Optional.of(String.join("; ", notes)) : Optional.empty();
  }

  /** Whether whoever gave nothing did so because there was no memory left. */
  @Override
  public boolean isComplete() {
    return sweep.isComplete();
  }

  @Override
  public Section section(boolean itselfGuest) throws IOException {
    RunFolder run = folder.orElseThrow();
    Run results;
    try {
      results = RunReader.readWithLatencies(run.path());
    } catch (BadInput e) {
      throw new IllegalStateException("a run that has just been written", e);
    }
    List<SweepRow> rows = SweepRow.of(results, plan, steps);
    Section section =
        new DensitySection(plan, rows, steps, notes)
            .section(
                new HostContext(
                    Runtime.getRuntime().availableProcessors(), itselfGuest, sweep.emulated()));
    SectionsJson.write(run.path(), List.of(section));
    return section;
  }

  private KeptStep make(Step step) throws IOException, InterruptedException {
    if (stopped.contains(step.environment())) {
      return sweep.leaveOut(step, "left out after a smaller number did not fit");
    }
    HostReading idle = host.read();
    GuestCost cost =
        costs.getOrDefault(
            step.environment(),
            GuestCost.expected(
                step.environment(),
                stacks.get(step.environment()).limits(plan.limits()),
                plan.fileBytes()));
    Optional<String> refusal = host.ceiling().refusal(step.guests(), cost, idle);
    if (refusal.isPresent() && !session.host().isDry()) {
      return sweep.leaveOut(step, refusal.get());
    }
    return KeptStep.ran(step.place(), step.block(), Optional.of(idle), crowd.run(members(step)));
  }

  private void take(Step step, KeptStep found) {
    String environment = step.environment();
    if (found.refusal().isPresent()) {
      if (!stopped.contains(environment)) {
        stop(
            environment,
            environment + " stops before " + step.guests() + " guests: " + found.refusal().get());
      }
      return;
    }
    ConcurrentOutcome outcome = found.outcome().orElseThrow();
    outcome
        .failures()
        .forEach(why -> notes.add(step.place() + ", block " + step.block() + ": " + why));
    if (!outcome.failures().isEmpty()) {
      stop(
          environment,
          environment + " stops at " + step.guests() + " guests: not all of them measured");
    }
    if (outcome.loaded().isPresent()) {
      HostReading idle = found.idle().orElseThrow();
      HostReading loaded = outcome.loaded().get();
      steps.add(
          new GuestStep(environment, step.guests(), step.block(), idle, loaded, outcome.overlap()));
      costs.put(environment, GuestCost.of(idle, loaded, step.guests(), plan.fileBytes()));
    }
  }

  private void stop(String environment, String why) {
    stopped.add(environment);
    notes.add(why);
  }

  /** The facts of a place are read once: all its guests are alike. */
  private List<Participant> members(Step step) {
    List<Participant> members = new ArrayList<>();
    for (int guest = 0; guest < step.guests(); guest++) {
      members.add(
          new Participant(
              step.slot() + guest,
              step.place(),
              "guest-" + (guest + 1),
              stacks.get(step.environment()),
              plan.limits(),
              plan.visit().withFacts(guest == 0 && step.block() == 0)));
    }
    return members;
  }
}
