package dev.tare.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.compare.Calibrations;
import dev.tare.result.Run;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.Slot;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.JsonLines;
import dev.tare.result.io.Records;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Runs an experiment from wherever it stands: turn after turn in randomised blocks. What was
 * finished before the run was cut short is taken as it was; the rest is made whole.
 */
public final class ExperimentRunner<P extends Record, C extends Condition, O extends Outcome> {
  /** After so many failures in a row a condition is not tried again. */
  private static final int MOST_IN_A_ROW = 2;

  private static final String STEPS = "steps.jsonl";

  private final Experiment<P, C, O> experiment;
  private final Plan<P> plan;
  private final Lab lab;
  private final List<C> conditions;
  private final List<Turn<C>> turns;
  private final Optional<JsonLines<KeptStep>> file;
  private final Map<String, KeptStep> kept = new TreeMap<>();
  private final List<Step<C, O>> steps = new ArrayList<>();
  private final Progress progress;

  /** A step as the run folder has it, one line each. */
  private record KeptStep(
      String condition, int block, Optional<String> leftOut, Optional<JsonNode> outcome) {
    String key() {
      return key(condition, block);
    }

    static String key(String condition, int block) {
      return block + " " + condition;
    }
  }

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
    this.turns = turns(experiment, plan);
    this.file = lab.folder().map(run -> new JsonLines<>(run.path().resolve(STEPS), KeptStep.class));
    if (file.isPresent()) {
      file.get().read().forEach(step -> kept.put(step.key(), step));
      dropSamplesOfCutSteps();
    }
    double left =
        turns.stream().filter(turn -> before(turn).isEmpty()).mapToDouble(this::seconds).sum();
    this.progress = new Progress(listener, System::nanoTime, left);
    lab.tell(progress);
  }

  /** The trials in the order in which a run makes them. */
  public static <P extends Record, C extends Condition, O extends Outcome> List<Slot> schedule(
      Experiment<P, C, O> experiment, Plan<P> plan) {
    List<Slot> slots = new ArrayList<>();
    for (Turn<C> turn : turns(experiment, plan)) {
      for (String place : turn.condition().trials()) {
        slots.add(Slot.planned(slots.size(), turn.block() - 1, place));
      }
    }
    return slots;
  }

  /** About how long all of it takes, s. */
  public double seconds() {
    return turns.stream().mapToDouble(this::seconds).sum();
  }

  private double seconds(Turn<C> turn) {
    return experiment.seconds(turn.condition(), plan);
  }

  private static <P extends Record, C extends Condition, O extends Outcome> List<Turn<C>> turns(
      Experiment<P, C, O> experiment, Plan<P> plan) {
    Map<String, List<C>> groups = new LinkedHashMap<>();
    for (C one : experiment.conditions(plan)) {
      groups.computeIfAbsent(one.group(), any -> new ArrayList<>()).add(one);
    }
    List<Turn<C>> turns = new ArrayList<>();
    int block = 0;
    int slot = 0;
    for (List<String> order :
        RandomBlocks.of(
            List.copyOf(groups.keySet()), plan.setting().blocks(), plan.setting().seed())) {
      block++;
      for (String group : order) {
        for (C one : groups.get(group)) {
          turns.add(new Turn<>(one, block, slot));
          slot += one.trials().size();
        }
      }
    }
    return turns;
  }

  /** Makes every turn that is not made yet. */
  public void measure() throws IOException, InterruptedException {
    for (Turn<C> turn : turns) {
      Optional<KeptStep> known = before(turn);
      if (known.isPresent()) {
        steps.add(step(turn, known.get()));
      } else {
        progress.begin(
            "block "
                + turn.block()
                + " of "
                + plan.setting().blocks()
                + ", "
                + turn.condition().name());
        steps.add(made(turn));
        progress.end(seconds(turn));
      }
    }
    progress.begin("done");
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
    List<Integer> slots =
        IntStream.range(turn.slot(), turn.slot() + turn.condition().trials().size())
            .boxed()
            .toList();
    RunFolder folder = lab.folder().orElseThrow();
    if (!experiment.goesOn()) {
      folder.again(slots);
    }
    Optional<String> leftOut = inARow(turn);
    if (leftOut.isEmpty()) {
      leftOut = experiment.refusal(turn, plan, List.copyOf(steps), lab);
    }
    Optional<O> outcome = Optional.empty();
    if (leftOut.isPresent()) {
      for (int slot : slots) {
        folder.without(slot, Slot.Status.SKIPPED, leftOut.get());
      }
    } else {
      String name = turn.condition().name();
      Samples samples =
          new Samples(Optional.of(folder.samples()), experiment.name(), name, turn.block());
      outcome = Optional.of(experiment.measure(turn, plan, List.copyOf(steps), lab, samples));
    }
    KeptStep line =
        new KeptStep(turn.condition().name(), turn.block(), leftOut, outcome.map(Records::tree));
    file.orElseThrow().add(line);
    return new Step<>(turn.condition(), turn.block(), leftOut, outcome);
  }

  private Optional<String> inARow(Turn<C> turn) {
    List<Step<C, O>> own =
        steps.stream()
            .filter(step -> step.condition().name().equals(turn.condition().name()))
            .filter(step -> step.outcome().isPresent())
            .toList();
    boolean failing =
        own.size() >= MOST_IN_A_ROW
            && own.subList(own.size() - MOST_IN_A_ROW, own.size()).stream()
                .allMatch(step -> step.outcome().get().givenUp());
    return failing ? Optional.of("failed " + MOST_IN_A_ROW + " times before") : Optional.empty();
  }

  private Optional<KeptStep> before(Turn<C> turn) {
    return Optional.ofNullable(kept.get(KeptStep.key(turn.condition().name(), turn.block())));
  }

  private Step<C, O> step(Turn<C> turn, KeptStep known) throws BadInput {
    Optional<O> outcome = Optional.empty();
    if (known.outcome().isPresent()) {
      outcome =
          Optional.of(
              Records.of(known.outcome().get(), experiment.outcome(), STEPS + ", " + known.key()));
    }
    return new Step<>(turn.condition(), turn.block(), known.leftOut(), outcome);
  }

  /** A step that was cut short is made anew, and so are its figures. */
  private void dropSamplesOfCutSteps() throws IOException {
    JsonLines<Sample> samples = lab.folder().orElseThrow().samples();
    List<Sample> all = samples.read();
    List<Sample> whole =
        all.stream()
            .filter(one -> kept.containsKey(KeptStep.key(one.condition(), one.block())))
            .toList();
    if (whole.size() < all.size()) {
      samples.replace(whole);
    }
  }

  /** Why nothing was measured, one line; absent where anything was. */
  public Optional<String> nothing() {
    boolean any =
        steps.stream().flatMap(step -> step.outcome().stream()).anyMatch(Outcome::measured);
    String why = lab.hasNoted() ? "nothing was measured" : String.join("; ", notes());
    return any ? Optional.empty() : Optional.of(why);
  }

  /** Whether nothing failed. */
  public boolean isComplete() {
    return steps.size() == turns.size()
        && steps.stream().flatMap(step -> step.outcome().stream()).noneMatch(Outcome::failed);
  }

  private List<String> notes() {
    Set<String> notes = new LinkedHashSet<>();
    for (Step<C, O> step : steps) {
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
   * What was found, kept in the run folder.
   *
   * @param itselfGuest whether the host is a guest of another one
   * @param known calibrations that verdicts may heed
   */
  public Section section(boolean itselfGuest, Calibrations known) throws IOException {
    RunFolder folder = lab.folder().orElseThrow();
    List<Sample> samples = folder.samples().read();
    for (String condition : new TreeSet<>(samples.stream().map(Sample::condition).toList())) {
      folder.merge(condition);
    }
    Set<String> emulated = new TreeSet<>();
    steps.stream()
        .filter(step -> step.outcome().filter(Outcome::emulated).isPresent())
        .forEach(step -> emulated.add(step.condition().environment()));
    HostContext context = new HostContext(plan.setting().cpus().size(), itselfGuest, emulated);
    Run run = RunReader.readWithLatencies(folder.path());
    List<Sample> figures = new ArrayList<>(samples);
    figures.addAll(experiment.scores(conditions, run));
    Claims claims = new Claims(experiment.name(), conditions, figures, context);
    Section own =
        experiment.section(new Found<>(plan, conditions, steps, run, samples, claims, known));
    List<String> notes = new ArrayList<>(notes());
    notes.addAll(own.notes());
    return Emulation.told(
        new Section(
            own.id(),
            own.title(),
            own.lead(),
            own.curves(),
            own.bars(),
            own.tables(),
            claims.all(),
            notes,
            own.answer(),
            own.reference()),
        emulated);
  }
}
