package dev.tare.experiment.matrix;

import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.Experiment;
import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.PlannedTrial;
import dev.tare.experiment.Samples;
import dev.tare.experiment.Setting;
import dev.tare.experiment.StackCondition;
import dev.tare.experiment.TrialResult;
import dev.tare.experiment.Turn;
import dev.tare.launch.Layer;
import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the same benchmarks in every environment; the scores say it all. */
public final class Matrix implements Experiment<BenchmarkWork, StackCondition, TrialResult> {
  /** Holds what making an environment takes, s: a container, a machine. */
  private static final double CONTAINER = 2;

  private static final double MACHINE = 12;
  private static final List<String> NESTED = List.of("kvm/docker", "kvm/lxc");

  private static final List<String> PLACES =
      List.of(
          Stack.BARE,
          "docker",
          "docker(data=image)",
          "docker(data=volume)",
          "docker(data=tmpfs)",
          "podman(data=image)",
          "lxc(data=overlay)",
          "kvm",
          "kvm(data=overlay)");

  private final boolean ofPlaces;

  /** Measures what layers cost. */
  public Matrix() {
    this(false);
  }

  /**
   * @param ofPlaces whether it is asked of the places that files are in, not of the layers
   */
  public Matrix(boolean ofPlaces) {
    this.ofPlaces = ofPlaces;
  }

  @Override
  public String name() {
    return "matrix";
  }

  @Override
  public List<String> packs(BenchmarkWork work) {
    return work.packs();
  }

  /** Bare and every layer that needs no machine's name, and what is often asked for inside one. */
  @Override
  public List<String> usual() {
    if (ofPlaces) {
      return PLACES;
    }
    return Stream.concat(
            Layers.standard().all().stream()
                .filter(layer -> !layer.leadsElsewhere())
                .map(Layer::name),
            NESTED.stream())
        .toList();
  }

  @Override
  public boolean goesOn() {
    return true;
  }

  @Override
  public Optional<String> warning(Plan<BenchmarkWork> plan) {
    return plan.stacks().stream().anyMatch(stack -> isKept(stack, plan.setting()))
        ? Optional.of(KEPT_GUESTS)
        : Optional.empty();
  }

  /** A guest takes long to make: for a first look one lasts over all blocks. */
  private static boolean isKept(Stack stack, Setting setting) {
    return setting.quick() && setting.blocks() > 1 && stack.hasGuest();
  }

  @Override
  public List<StackCondition> conditions(Plan<BenchmarkWork> plan) {
    return plan.stacks().stream().map(StackCondition::new).toList();
  }

  @Override
  public double seconds(StackCondition place, Plan<BenchmarkWork> plan) {
    double making = place.stack().hasGuest() ? MACHINE : CONTAINER;
    return (isKept(place.stack(), plan.setting()) ? making / plan.setting().blocks() : making)
        + plan.parameters().seconds(plan.setting().timing());
  }

  @Override
  public TrialResult measure(
      Turn<StackCondition> turn, Plan<BenchmarkWork> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException {
    Stack stack = turn.condition().stack();
    Setting setting = plan.setting();
    return lab.trial(
        new PlannedTrial(
            turn.slot(),
            stack.text(),
            lab.session(),
            stack,
            setting.limits(),
            plan.parameters().trial(setting.timing()),
            isKept(stack, setting)));
  }
}
