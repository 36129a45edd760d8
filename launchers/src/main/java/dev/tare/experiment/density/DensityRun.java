package dev.tare.experiment.density;

import dev.tare.experiment.Session;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.Limits;
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
import java.util.TreeSet;

/**
 * A sweep as it happens: block by block, each environment's guests in rising number, until the
 * counts or the host end.
 */
public final class DensityRun {
  /** What making environments weighs beside measuring in one. */
  private static final double MAKING = 2;

  private final DensityPlan plan;
  private final Map<String, Stack> stacks;
  private final VisitPlan visit;
  private final long fileBytes;
  private final HostReader host;
  private final Session session;
  private final Optional<RunFolder> folder;
  private final Progress progress;
  private final Crowd crowd;
  private final List<GuestStep> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, GuestCost> costs = new HashMap<>();
  private final Set<String> stopped = new HashSet<>();
  private final Set<String> emulated = new TreeSet<>();
  private int slot;

  /**
   * @param stacks of the plan's environments, by name
   * @param visit what each guest does
   * @param fileBytes what each guest's file takes; 0 where it has none
   * @param folder with a schedule of {@link #schedule}; absent in a dry run
   */
  public DensityRun(
      DensityPlan plan,
      Map<String, Stack> stacks,
      VisitPlan visit,
      long fileBytes,
      HostReader host,
      Session session,
      Optional<RunFolder> folder,
      Progress.Listener listener) {
    this.plan = plan;
    this.stacks = stacks;
    this.visit = visit.withBarrier(true);
    this.fileBytes = fileBytes;
    this.host = host;
    this.session = session;
    this.folder = folder;
    this.progress = new Progress(listener, System::nanoTime, weight(plan));
    this.crowd = new Crowd(session, folder, host);
  }

  /** The visits in the order in which a run makes them. */
  public static List<Slot> schedule(DensityPlan plan) {
    List<Slot> slots = new ArrayList<>();
    for (int block = 0; block < plan.blocks(); block++) {
      for (String environment : plan.order(block)) {
        for (int guests : plan.guests()) {
          for (int guest = 0; guest < guests; guest++) {
            String place = DensityPlan.place(environment, guests);
            slots.add(Slot.planned(slots.size(), block, place));
          }
        }
      }
    }
    return slots;
  }

  /** Makes the whole sweep. */
  public void measure() throws IOException, InterruptedException {
    for (int block = 0; block < plan.blocks(); block++) {
      for (String environment : plan.order(block)) {
        for (int guests : plan.guests()) {
          progress.begin(
              "block " + (block + 1) + " of " + plan.blocks() + ", " + environment + " x" + guests);
          step(environment, guests, block);
          progress.end(MAKING + guests);
          slot += guests;
        }
      }
    }
    progress.begin("done");
  }

  /** Whether any guest measured. */
  public boolean hasResults() {
    return !steps.isEmpty();
  }

  /** What stopped the sweep and what failed, a line each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * What was found, kept in the run folder.
   *
   * @param cpus of the host
   * @param itselfGuest whether the host is a guest of another one
   */
  public Section section(int cpus, boolean itselfGuest) throws IOException {
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
            .section(new Ground(cpus, itselfGuest, emulated));
    SectionsJson.write(run.path(), List.of(section));
    return section;
  }

  private void step(String environment, int guests, int block)
      throws IOException, InterruptedException {
    String place = DensityPlan.place(environment, guests);
    if (stopped.contains(environment)) {
      skip(guests, "left out after a smaller number did not fit");
      return;
    }
    HostReading idle = host.read();
    GuestCost cost =
        costs.getOrDefault(
            environment, GuestCost.expected(environment, limits(environment), fileBytes));
    Optional<String> refusal = host.ceiling().refusal(guests, cost, idle);
    if (refusal.isPresent() && !session.host().isDry()) {
      stop(environment, environment + " stops before " + guests + " guests: " + refusal.get());
      skip(guests, refusal.get());
      return;
    }
    CrowdOutcome outcome = crowd.run(members(environment, guests, block));
    outcome.failures().forEach(why -> notes.add(place + ", block " + block + ": " + why));
    if (!outcome.failures().isEmpty()) {
      stop(environment, environment + " stops at " + guests + " guests: not all of them measured");
    }
    if (outcome.emulated()) {
      emulated.add(environment);
    }
    if (outcome.loaded().isPresent()) {
      HostReading loaded = outcome.loaded().get();
      steps.add(new GuestStep(environment, guests, block, idle, loaded, outcome.overlap()));
      costs.put(environment, GuestCost.of(idle, loaded, guests, fileBytes));
    }
  }

  /** Those of the plan, and those in the stack's own brackets. */
  private Limits limits(String environment) {
    Limits limits = plan.limits();
    for (Stack.Step step : stacks.get(environment).steps()) {
      limits = step.limits().or(limits);
    }
    return limits;
  }

  private void stop(String environment, String why) {
    stopped.add(environment);
    notes.add(why);
  }

  private void skip(int guests, String why) throws IOException {
    for (int i = 0; folder.isPresent() && i < guests; i++) {
      folder.get().without(slot + i, Slot.Status.SKIPPED, why);
    }
  }

  /** The facts of a place are read once: all its guests are alike. */
  private List<Member> members(String environment, int guests, int block) {
    List<Member> members = new ArrayList<>();
    for (int guest = 0; guest < guests; guest++) {
      members.add(
          new Member(
              slot + guest,
              DensityPlan.place(environment, guests),
              "guest-" + (guest + 1),
              stacks.get(environment),
              plan.limits(),
              visit.withFacts(guest == 0 && block == 0)));
    }
    return members;
  }

  private static double weight(DensityPlan plan) {
    return plan.visits()
        + MAKING * plan.blocks() * plan.environments().size() * plan.guests().size();
  }
}
