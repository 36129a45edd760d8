package dev.tare.experiment.judge;

import dev.tare.compare.Compared;
import dev.tare.experiment.Experiment;
import dev.tare.experiment.HashedFile;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.PlannedTrial;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Step;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialResult;
import dev.tare.experiment.Turn;
import dev.tare.launch.LaunchException;
import dev.tare.result.Judging;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunReader;
import dev.tare.stats.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Measures sides in turn: every block measures each of them once, in a random order, so that a
 * drift of the host meets all alike. Every trial has an environment of its own. What is
 * inconclusive gets more forks, as often as it may be looked at.
 */
public class Interleaved implements Experiment<Sides, Side, TrialResult> {
  /** Is how many blocks there are at most, however much time there is. */
  public static final int MOST_BLOCKS = 1000;

  /** Holds what making an environment takes, s. */
  private static final double MAKING = 2;

  /** Nobody waits to see which of the sides is measured, s. */
  private static final double BRIEF = 30;

  private final String verb;
  private final Comparing comparing;
  private Optional<List<Side>> open = Optional.empty();

  /** Says what is known of a run so far. */
  public interface Comparing {
    /**
     * @param blocks that are looked at, the first ones
     * @return what came of each side but the baseline, by its name
     * @throws BadInput where one has given nothing
     */
    Map<String, Compared> of(Path run, int blocks) throws IOException;
  }

  public Interleaved(String verb, Comparing comparing) {
    this.verb = verb;
    this.comparing = comparing;
  }

  @Override
  public String name() {
    return verb;
  }

  @Override
  public boolean needsAll() {
    return true;
  }

  @Override
  public boolean isBrief(Side side, Plan<Sides> plan) {
    return seconds(side, plan) < BRIEF;
  }

  @Override
  public boolean goesOn() {
    return true;
  }

  @Override
  public List<Side> conditions(Plan<Sides> plan) {
    return plan.parameters().sides().stream().map(one -> side(one, plan)).toList();
  }

  @Override
  public List<String> packs(Sides sides) {
    return sides.sides().stream().flatMap(side -> side.work().packs().stream()).distinct().toList();
  }

  @Override
  public Map<String, HashedFile> files(Sides sides) {
    Map<String, HashedFile> files = new TreeMap<>();
    sides.sides().forEach(side -> files.putAll(side.work().files()));
    return files;
  }

  @Override
  public void checkSame(Sides sides) throws IOException {
    for (HashedFile file : files(sides).values()) {
      file.checkSame();
    }
  }

  private static Side side(Sides.Asked asked, Plan<Sides> plan) {
    return plan.stacks().stream()
        .filter(stack -> stack.text().equals(asked.stack()))
        .findFirst()
        .map(stack -> new Side(asked, stack, asked.work(), Set.of()))
        .orElseThrow();
  }

  @Override
  public double seconds(Side side, Plan<Sides> plan) {
    return MAKING + side.work().seconds(plan.setting().timing());
  }

  /** Estimates how long a block takes, s; absent where a jar does not tell how much it runs. */
  public static OptionalDouble seconds(List<Sides.Asked> sides, Timing timing) {
    return sides.stream().allMatch(side -> side.work().forks() > 0)
        ? OptionalDouble.of(
            sides.stream().mapToDouble(side -> MAKING + side.work().seconds(timing)).sum())
        : OptionalDouble.empty();
  }

  /** Returns what it will cost, before it begins. */
  @Override
  public Optional<String> warning(Plan<Sides> plan) {
    return Optional.of(new Effort(plan).line());
  }

  /** No block is begun once the time is over. */
  @Override
  public Optional<String> refusal(
      Turn<Side> turn, Plan<Sides> plan, List<Step<Side, TrialResult>> before, Lab lab)
      throws LaunchException {
    boolean begun =
        before.stream().anyMatch(step -> step.block() == turn.block() && step.leftOut().isEmpty());
    return !begun && isOver(plan, lab)
        ? Optional.of("the time that it may take is over")
        : Optional.empty();
  }

  private boolean isOver(Plan<Sides> plan, Lab lab) {
    return rest(plan, lab).filter(Duration::isZero).isPresent();
  }

  /** Counts over all that was at work on the run, whatever lay in between. */
  @Override
  public Optional<Duration> rest(Plan<Sides> plan, Lab lab) {
    OptionalLong budgetMs = plan.parameters().budgetMs();
    if (budgetMs.isEmpty()) {
      return Optional.empty();
    }
    Duration spent =
        lab.folder().flatMap(folder -> folder.document().measured()).orElse(Duration.ZERO);
    return Optional.of(Duration.ofMillis(Math.max(0, budgetMs.getAsLong() - spent.toMillis())));
  }

  @Override
  public TrialResult measure(Turn<Side> turn, Plan<Sides> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException {
    Side side = turn.condition();
    Sides.Asked asked = side.asked();
    return lab.trial(
        new PlannedTrial(
            turn.slot(),
            side.name(),
            asked.jar().isPresent() ? lab.session(Path.of(asked.jar().get())) : lab.session(),
            side.stack(),
            asked.limits(),
            side.work().trial(plan.setting().timing(), asked.jvmArgs(), side.skip()),
            false,
            Optional.empty(),
            asked.known()));
  }

  @Override
  public TrialResult measureAfter(
      List<Step<Side, TrialResult>> before,
      Turn<Side> turn,
      Plan<Sides> plan,
      Lab lab,
      Samples samples)
      throws IOException, InterruptedException {
    Side side = turn.condition();
    TrialResult trial = measure(turn, plan, lab, samples);
    // A side that cannot be measured leaves nothing to be compared with the others.
    if (isLost(trial) && (trial.refused() || failedLast(side, before))) {
      String again = trial.refused() ? "" : "failed twice in a row: ";
      throw new LaunchException(side.name() + ": " + again + String.join("; ", trial.failures()));
    }
    return trial;
  }

  private static boolean failedLast(Side side, List<Step<Side, TrialResult>> before) {
    return before.stream()
        .filter(step -> step.condition().name().equals(side.name()))
        .flatMap(step -> step.outcome().stream())
        .reduce((first, second) -> second)
        .filter(Interleaved::isLost)
        .isPresent();
  }

  private static boolean isLost(TrialResult trial) {
    return trial.givenUp() || trial.failed() && !trial.measured();
  }

  /** Lays out what each look but the last asks for, and behind that what there is time for. */
  @Override
  public Optional<Addition<Side>> more(Plan<Sides> plan, int rounds, Lab lab) throws IOException {
    Judging judging = plan.parameters().judging();
    int looked = rounds + 1;
    if (looked < judging.looks()) {
      open = opened(plan, looked, lab);
      return open.map(sides -> new Addition<>(sides, judging.step()));
    }
    int blocks = judging.until(judging.looks()) + looked - judging.looks();
    boolean timed = plan.parameters().budgetMs().isPresent();
    boolean settled = !timed || open.isEmpty() && judging.looks() > 1 || blocks >= MOST_BLOCKS;
    return settled || isOver(plan, lab)
        ? Optional.empty()
        : Optional.of(new Addition<>(open.orElseGet(() -> conditions(plan)), 1));
  }

  /** The sides with what is inconclusive; one that has nothing to be run again is not measured. */
  private Optional<List<Side>> opened(Plan<Sides> plan, int look, Lab lab) throws IOException {
    Path run = lab.folder().orElseThrow().path();
    Judging judging = plan.parameters().judging();
    Map<String, Set<String>> wanted = new TreeMap<>();
    try {
      comparing
          .of(run, judging.until(look))
          .forEach((side, compared) -> wanted.put(side, inconclusive(compared)));
    } catch (BadInput e) {
      // A side that gave nothing is told when all is over: more forks would be of no use.
      return Optional.empty();
    }
    Set<String> any = wanted.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    if (any.isEmpty()) {
      return Optional.empty();
    }
    if (isOver(plan, lab)) {
      lab.note("the time that it may take is over: " + any.size() + " inconclusive");
      return Optional.empty();
    }
    lab.note(any.size() + " inconclusive: " + more(plan, look));
    Set<String> skip = new TreeSet<>();
    RunReader.read(run).series().forEach(series -> skip.add(series.key().runId()));
    skip.removeAll(any);
    return Optional.of(
        conditions(plan).stream()
            .filter(one -> !wanted.getOrDefault(one.name(), any).isEmpty())
            .map(one -> one.without(skip, any))
            .toList());
  }

  private static String more(Plan<Sides> plan, int look) {
    Judging judging = plan.parameters().judging();
    boolean open = plan.parameters().budgetMs().isPresent() && look + 1 == judging.looks();
    return open
        ? "more forks of both sides until the time is over"
        : judging.step() + (judging.step() == 1 ? " fork" : " forks") + " more a side";
  }

  private static Set<String> inconclusive(Compared compared) {
    return compared.rows().stream()
        .filter(row -> row.gated() && row.is(Verdict.INCONCLUSIVE))
        .map(row -> row.key().runId())
        .collect(Collectors.toSet());
  }
}
