package dev.tare.experiment;

import dev.tare.compare.Calibrations;
import dev.tare.compare.Claims;
import dev.tare.compare.HostContext;
import dev.tare.result.Run;
import dev.tare.result.Sample;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.Section;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.PublishedJson;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs an experiment from wherever it stands: turn after turn in randomised blocks. What was
 * finished before the run was cut short is taken as it was; the rest is made whole.
 */
public final class ExperimentRunner<P extends Record, C extends Condition, O extends Outcome> {
  private final Experiment<P, C, O> experiment;
  private final Plan<P> plan;
  private final Lab lab;
  private final List<C> conditions;
  private final List<Turn<C>> turns;
  private final Optional<StepFile<C, O>> file;
  private final SortedMap<Integer, Step<C, O>> over = new TreeMap<>();
  private final Map<C, Double> seconds = new HashMap<>();
  private final Progress progress;

  /**
   * @param lab with a folder that has the schedule of {@link #schedule}
   * @throws BadInput where what the folder holds is not this plan's
   */
  public ExperimentRunner(
      Experiment<P, C, O> experiment, Plan<P> plan, Lab lab, Progress.Listener listener)
      throws IOException {
    this.experiment = experiment;
    this.plan = plan;
    this.lab = lab;
    this.conditions = experiment.conditions(plan);
    this.turns = new ArrayList<>(turns(experiment, plan));
    this.file =
        lab.folder().isPresent()
            ? Optional.of(new StepFile<>(lab.folder().get(), experiment.outcome(), turns))
            : Optional.empty();
    double left = 0;
    for (Turn<C> turn : turns) {
      left += isKnown(turn) ? 0 : seconds(turn);
    }
    this.progress = new Progress(listener, System::nanoTime, left);
    lab.tell(progress);
    file.ifPresent(one -> one.lost().forEach(lab::note));
  }

  /**
   * Reads all that a run which is to go on keeps of its turns, and changes nothing.
   *
   * @return the same folder
   * @throws BadInput where something in it is damaged
   */
  public static RunFolder checked(Experiment<?, ?, ?> experiment, RunFolder folder)
      throws BadInput {
    StepFile.check(folder, experiment.outcome());
    return folder;
  }

  /** The trials in the order in which a run makes them. */
  public static <P extends Record, C extends Condition, O extends Outcome>
      List<ScheduledTrial> schedule(Experiment<P, C, O> experiment, Plan<P> plan) {
    return Turns.slots(turns(experiment, plan));
  }

  /** Estimates how long all of it takes, s. */
  public double seconds() {
    return turns.stream().mapToDouble(this::seconds).sum();
  }

  private double seconds(Turn<C> turn) {
    return seconds.computeIfAbsent(turn.condition(), one -> experiment.seconds(one, plan));
  }

  private static <P extends Record, C extends Condition, O extends Outcome> List<Turn<C>> turns(
      Experiment<P, C, O> experiment, Plan<P> plan) {
    Setting setting = plan.setting();
    return Turns.of(experiment.conditions(plan), setting.blocks(), setting.seed(), 0, 0);
  }

  /** Makes every turn that is not made yet, those that are added on the way among them. */
  public void measure() throws IOException, InterruptedException {
    List<Turn<C>> next = List.copyOf(turns);
    for (int rounds = 0; !next.isEmpty(); rounds++) {
      for (Turn<C> turn : next) {
        measure(turn);
      }
      next = more(rounds);
    }
    progress.begin("done", 0, Optional.empty());
  }

  private void measure(Turn<C> turn) throws IOException, InterruptedException {
    if (!over.containsKey(turn.slot())) {
      Optional<Duration> rest = experiment.rest(plan, lab);
      int blocks = turns.get(turns.size() - 1).block();
      // How many there will be in a time is not known.
      String block = "block " + turn.block() + (rest.isPresent() ? "" : " of " + blocks);
      String name = turn.condition().name();
      boolean brief = experiment.isBrief(turn.condition(), plan);
      progress.begin(brief ? block : block + ", " + name, seconds(turn), rest);
      over.put(turn.slot(), made(turn));
      progress.end(seconds(turn));
    }
  }

  private List<Turn<C>> more(int rounds) throws IOException {
    Optional<Experiment.Addition<C>> round = experiment.more(plan, rounds, lab);
    if (round.isEmpty()) {
      return List.of();
    }
    Turn<C> last = turns.get(turns.size() - 1);
    List<Turn<C>> more =
        Turns.of(
            round.get().conditions(),
            round.get().blocks(),
            plan.setting().seed() + rounds + 1,
            last.block(),
            last.slot() + last.condition().trials().size());
    RunFolder folder = lab.folder().orElseThrow();
    if (folder.document().schedule().size() == more.get(0).slot()) {
      folder.extend(Turns.slots(more));
    }
    for (Turn<C> turn : more) {
      progress.more(isKnown(turn) ? 0 : seconds(turn));
    }
    turns.addAll(more);
    return more;
  }

  /** Has the commands of the first block printed. */
  public void rehearse() throws IOException, InterruptedException {
    for (Turn<C> turn : turns) {
      if (turn.isFirst()) {
        experiment.rehearse(turn, plan, lab);
      }
    }
  }

  private Step<C, O> made(Turn<C> turn) throws IOException, InterruptedException {
    List<Integer> slots = turn.slots();
    List<Step<C, O>> before = steps();
    RunFolder folder = lab.folder().orElseThrow();
    if (!experiment.goesOn()) {
      folder.again(slots);
    }
    Optional<String> leftOut = inARow(turn);
    if (leftOut.isEmpty()) {
      leftOut = experiment.refusal(turn, plan, before, lab);
    }
    Optional<O> outcome = Optional.empty();
    Samples samples =
        new Samples(
            Optional.of(folder.samples()),
            experiment.name(),
            turn.condition().name(),
            turn.block());
    if (leftOut.isPresent()) {
      for (int slot : slots) {
        folder.without(slot, ScheduledTrial.Status.SKIPPED, leftOut.get());
      }
      lab.note(turn.condition().name() + " is left out: " + leftOut.get());
    } else {
      String name = turn.condition().name();
      int told = lab.notes();
      O came = experiment.measureAfter(before, turn, plan, lab, samples);
      if (came.failed()) {
        lab.session().checkNotInterrupted(name + " is to run again");
        if (lab.notes() == told) {
          came.failures().forEach(why -> lab.note(name + ": " + why));
        }
      }
      outcome = Optional.of(came);
    }
    Step<C, O> step = new Step<>(turn.condition(), turn.block(), leftOut, outcome);
    file.orElseThrow().add(step, samples.added().get());
    return step;
  }

  private Optional<String> inARow(Turn<C> turn) {
    List<Step<C, O>> own =
        steps().stream()
            .filter(step -> step.condition().name().equals(turn.condition().name()))
            .filter(step -> step.outcome().isPresent())
            .toList();
    boolean failing =
        own.size() >= Step.MOST_IN_A_ROW
            && own.subList(own.size() - Step.MOST_IN_A_ROW, own.size()).stream()
                .allMatch(step -> step.outcome().get().givenUp());
    return failing ? Optional.of(Step.GIVEN_UP) : Optional.empty();
  }

  /** Takes what came of a turn before the run was cut short, where it was over. */
  private boolean isKnown(Turn<C> turn) throws BadInput {
    Optional<Step<C, O>> known = file.isPresent() ? file.get().of(turn) : Optional.empty();
    known.ifPresent(step -> over.put(turn.slot(), step));
    return known.isPresent();
  }

  /** All that are over, in the order of the schedule: also those behind one that is made again. */
  private List<Step<C, O>> steps() {
    return List.copyOf(over.values());
  }

  /** Tells why nothing was measured, one line; absent where anything was. */
  public Optional<String> nothing() {
    boolean any =
        steps().stream().flatMap(step -> step.outcome().stream()).anyMatch(Outcome::measured);
    String why = lab.notes() > 0 ? "nothing was measured" : String.join("; ", notes());
    return any ? Optional.empty() : Optional.of(why);
  }

  /** Tells whether nothing failed. */
  public boolean isComplete() {
    return over.size() == turns.size()
        && steps().stream().flatMap(step -> step.outcome().stream()).noneMatch(Outcome::failed);
  }

  private List<String> notes() {
    Set<String> notes = new LinkedHashSet<>();
    for (Step<C, O> step : steps()) {
      String name = step.condition().name();
      step.leftOut().ifPresent(why -> notes.add(name + " is left out: " + why));
      step.outcome()
          .ifPresent(
              one ->
                  one.failures()
                      .forEach(why -> notes.add(name + ", block " + step.block() + ": " + why)));
    }
    return List.copyOf(notes);
  }

  /**
   * Returns what was found, kept in the run folder; absent where the scores say it all.
   *
   * @param itselfGuest whether the host is a guest of another one
   * @param known calibrations that verdicts may heed
   */
  public Optional<Section> section(boolean itselfGuest, Calibrations known) throws IOException {
    RunFolder folder = lab.folder().orElseThrow();
    List<Sample> samples = folder.samples().read();
    for (String condition : new TreeSet<>(samples.stream().map(Sample::condition).toList())) {
      folder.merge(condition);
    }
    Set<String> emulated = Emulation.of(steps());
    Run run = RunReader.readWithLatencies(folder.path());
    Claims claims =
        new Claims(
            experiment.name(),
            conditions.stream().map(one -> one.measured(emulated)).toList(),
            run,
            new HostContext(plan.setting().cpus().size(), itselfGuest),
            PublishedJson.read());
    return experiment
        .section(new Found<>(plan, conditions, steps(), run, samples, claims, known))
        .map(own -> told(own, claims, emulated));
  }

  private Section told(Section own, Claims claims, Set<String> emulated) {
    List<String> notes = new ArrayList<>(notes());
    notes.addAll(own.notes());
    return new Section(
        own.id(),
        own.title(),
        own.lead(),
        own.curves(),
        own.bars(),
        own.tables().stream().filter(Section.Table::tells).toList(),
        claims.all(),
        Emulation.notes(notes, emulated),
        Emulation.answer(own.answer(), emulated),
        own.reference());
  }
}
