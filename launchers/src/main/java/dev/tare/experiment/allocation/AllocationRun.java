package dev.tare.experiment.allocation;

import dev.tare.experiment.HostContext;
import dev.tare.experiment.MeasuredExperiment;
import dev.tare.experiment.Progress;
import dev.tare.experiment.Session;
import dev.tare.experiment.VisitPlan;
import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.ConcurrentRun;
import dev.tare.experiment.concurrent.GuestCost;
import dev.tare.experiment.concurrent.HostReader;
import dev.tare.experiment.concurrent.Participant;
import dev.tare.experiment.density.CrowdStep;
import dev.tare.experiment.density.CrowdSteps;
import dev.tare.experiment.density.KeptStep;
import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Slot;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** All cases in all environments, in an order shuffled for each block. */
public final class AllocationRun implements MeasuredExperiment {
  private final AllocationPlan plan;
  private final Map<String, Stack> stacks;
  private final HostReader host;
  private final Session session;
  private final Optional<RunFolder> folder;
  private final ConcurrentRun crowd;
  private final CrowdSteps<Turn> turns;
  private final List<AllocationStep> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** One case in one environment. */
  private record Turn(String environment, Case what, int block, int slot) implements CrowdStep {
    @Override
    public String place() {
      return what.place(environment);
    }

    @Override
    public int members() {
      return what.members();
    }

    Turn at(int place) {
      return new Turn(environment, what, block, place);
    }
  }

  /**
   * @param stacks of the plan's environments, by name
   * @param folder with a schedule of {@link #schedule}, and with the turns that are not repeated;
   *     absent in a dry run
   */
  public AllocationRun(
      AllocationPlan plan,
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
    this.crowd = new ConcurrentRun(new dev.tare.experiment.Lab(session, folder), host);
    this.turns = new CrowdSteps<>(turns(plan, stacks), plan.blocks(), folder, listener);
  }

  /** The visits in the order in which a run makes them. */
  public static List<Slot> schedule(AllocationPlan plan, Map<String, Stack> stacks) {
    List<Slot> slots = new ArrayList<>();
    for (Turn turn : turns(plan, stacks)) {
      for (Part part : turn.what().parts()) {
        for (int i = 0; i < part.count(); i++) {
          slots.add(Slot.planned(slots.size(), turn.block(), turn.place() + part.suffix()));
        }
      }
    }
    return slots;
  }

  private static List<Turn> turns(AllocationPlan plan, Map<String, Stack> stacks) {
    Cases cases = new Cases(plan);
    List<Turn> all = new ArrayList<>();
    int slot = 0;
    for (int block = 0; block < plan.blocks(); block++) {
      List<Turn> turns = new ArrayList<>();
      for (String environment : plan.environments()) {
        for (Case what : cases.of(stacks.get(environment).hasGuest())) {
          turns.add(new Turn(environment, what, block, 0));
        }
      }
      Collections.shuffle(turns, new Random(plan.seed() * 31 + block));
      for (Turn turn : turns) {
        all.add(turn.at(slot));
        slot += turn.members();
      }
    }
    return all;
  }

  /** Runs every case once a block, as far as it has not been run. */
  @Override
  public void measure() throws IOException, InterruptedException {
    turns.run(this::make, this::take);
  }

  @Override
  public Optional<String> nothing() {
    boolean any = steps.stream().anyMatch(step -> step.outcome().loaded().isPresent());
    return any ? Optional.empty() : Optional.of(String.join("; ", notes));
  }

  /** Whether whoever gave nothing did so because there was no memory left. */
  @Override
  public boolean isComplete() {
    return turns.isComplete();
  }

  @Override
  public Section section(boolean itselfGuest) throws IOException {
    RunFolder run = folder.orElseThrow();
    Run results = RunReader.readWithLatencies(run.path());
    HostContext ground = new HostContext(plan.cpus().size(), itselfGuest, turns.emulated());
    Section section = new AllocationSection(plan, results, steps, notes, ground).section();
    SectionsJson.write(run.path(), List.of(section));
    return section;
  }

  private KeptStep make(Turn turn) throws IOException, InterruptedException {
    long pool = poolBytes(turn);
    Optional<String> refusal = session.host().isDry() ? Optional.empty() : refusal(turn, pool);
    if (refusal.isPresent()) {
      return turns.leaveOut(turn, refusal.get());
    }
    List<Participant> members = members(turn);
    ConcurrentOutcome outcome = pool > 0 ? crowd.run(members, pool) : crowd.run(members);
    return KeptStep.ran(turn.place(), turn.block(), Optional.empty(), outcome);
  }

  private void take(Turn turn, KeptStep found) {
    found.refusal().ifPresent(why -> note(turn.place() + " is left out: " + why));
    if (found.outcome().isEmpty()) {
      return;
    }
    ConcurrentOutcome outcome = found.outcome().get();
    outcome.failures().forEach(why -> note(turn.place() + ", block " + turn.block() + ": " + why));
    steps.add(new AllocationStep(turn.environment(), turn.what(), turn.block(), outcome));
  }

  private long poolBytes(Turn turn) throws IOException {
    long pool = turn.what().poolBytes();
    Stack stack = stacks.get(turn.environment());
    return pool == 0
        ? 0
        : pool + Cases.THERE_IS * Layers.besideBytes(session.host(), stack, session.owner());
  }

  private Optional<String> refusal(Turn turn, long pool) {
    Case what = turn.what();
    GuestCost cost =
        GuestCost.expected(
            stacks.get(turn.environment()), what.parts().get(0).limits(), what.fileBytes());
    return pool > 0
        ? host.ceiling().refusal(what.members(), cost, pool, host.read())
        : host.ceiling().refusal(what.members(), cost, host.read());
  }

  private void note(String line) {
    if (!notes.contains(line)) {
      notes.add(line);
    }
  }

  /** The facts of a place are read once: all of it are alike. */
  private List<Participant> members(Turn turn) {
    List<Participant> members = new ArrayList<>();
    for (Part part : turn.what().parts()) {
      VisitPlan visit =
          VisitPlan.of(
                  List.of(turn.what().workload().benchmark()), plan.timing(), plan.cpus().size())
              .withThreads(part.threads())
              .withParams(part.params())
              .withBarrier(true);
      for (int i = 1; i <= part.count(); i++) {
        members.add(
            new Participant(
                turn.slot() + members.size(),
                turn.place() + part.suffix(),
                AllocationStep.role(part, i),
                stacks.get(turn.environment()),
                part.limits(),
                visit.withFacts(i == 1 && turn.block() == 0)));
      }
    }
    return members;
  }
}
