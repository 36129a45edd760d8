package dev.tare.experiment;

import dev.tare.launch.Stack;
import dev.tare.result.Section;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Compares conditions. Is found by {@link java.util.ServiceLoader}, keeps nothing itself, and needs
 * no more than this class and its record of parameters: {@link ExperimentRunner} does the rest.
 *
 * @param <P> its options, each a component with a {@link Parameter}
 * @param <C> what it compares
 * @param <O> what it keeps of a turn beside samples, a record that Jackson reads and writes
 */
public interface Experiment<P extends Record, C extends Condition, O extends Outcome> {
  /**
   * What a person is told of it.
   *
   * @param description lines, the first a sentence
   * @param examples commands behind the jar
   * @param exit what its exit codes mean
   */
  record About(List<String> description, List<String> examples, String exit) {}

  /** The verb. */
  String name();

  About about();

  Class<P> parameters();

  Class<O> outcome();

  /** What every environment has to have, whatever was asked for. */
  default Stack prepared(Stack stack, P parameters) {
    return stack;
  }

  /**
   * The setting as it is kept in the plan, with what the experiment needs of it.
   *
   * @throws IllegalArgumentException in one line, where it will not do
   */
  default Setting prepared(Setting setting, P parameters) {
    return setting;
  }

  /** In the order in which tables show them. */
  List<C> conditions(Plan<P> plan);

  /** About how long a turn takes, s. */
  double seconds(C condition, Plan<P> plan);

  /**
   * Why a turn is left out.
   *
   * @param before all that is over
   */
  default Optional<String> refusal(Turn<C> turn, Plan<P> plan, List<Step<C, O>> before, Lab lab)
      throws IOException {
    return Optional.empty();
  }

  /**
   * Measures a condition once.
   *
   * @param before all that is over
   * @param samples get every figure that no benchmark of the run gives
   */
  O measure(Turn<C> turn, Plan<P> plan, List<Step<C, O>> before, Lab lab, Samples samples)
      throws IOException, InterruptedException;

  /** Has the commands of a turn printed, in a session in which nothing happens. */
  default void rehearse(Turn<C> turn, Plan<P> plan, Lab lab)
      throws IOException, InterruptedException {
    measure(turn, plan, List.of(), lab, Samples.NOWHERE);
  }

  /** What was found; the studies' figures and what failed are added to it. */
  Section section(Found<P, C, O> found);
}
