package dev.tare.experiment;

import dev.tare.launch.Finding;
import dev.tare.launch.Stack;
import dev.tare.result.Section;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares conditions. Keeps nothing itself, and needs no more than this class and its record of
 * parameters: {@link ExperimentRunner} does the rest. What {@link java.util.ServiceLoader} finds is
 * a verb; a verb with more than parameters makes its own.
 *
 * @param <P> its options, each a component with a {@link Parameter}, and what is settled from them
 * @param <C> what it compares
 * @param <O> what it keeps of a turn beside samples, a record that Jackson reads and writes
 */
public interface Experiment<P extends Record, C extends Condition, O extends Outcome> {
  /** Holds what people should know where guests are kept over all blocks. */
  String KEPT_GUESTS =
      "quick keeps a guest over all blocks: it is one sample, and gets no verdict; --profile"
          + " standard makes it anew for each block";

  /**
   * Describes what a person is told of it.
   *
   * @param description lines, the first a sentence
   * @param examples commands behind the jar
   * @param exit what its exit codes mean
   */
  record About(List<String> description, List<String> examples, String exit) {
    public About(List<String> description, List<String> examples) {
      this(
          description,
          examples,
          exit("an environment that was asked for is unavailable, or something failed"));
    }

    /**
     * Says what exit codes mean where the rest of a run goes on.
     *
     * @param lack why it ends with 5
     */
    public static String exit(String lack) {
      return "0 done; 2 usage; 5 " + lack + ": the rest has run.";
    }
  }

  /**
   * Describes what a person is asked for besides the parameters.
   *
   * @param stacks whether {@code --env} and {@code --limit} say where it measures; otherwise its
   *     parameters do
   * @param calibration whether its verdicts heed a calibration
   * @param longer whether forks of a first look are longer: those that run at once start some
   *     milliseconds apart, and a meter of the host counts the pauses between iterations too
   */
  record Asks(boolean stacks, boolean calibration, boolean longer) {}

  /** Is told what cannot be had here, a line each. */
  @FunctionalInterface
  interface Lacking {
    /**
     * @param asked whether it was asked for by name, so that the run lacks it
     */
    void add(String line, boolean asked);
  }

  /** Returns the verb. */
  String name();

  /** Tells where its verb is made of it. */
  default About about() {
    throw new IllegalStateException(name() + " has a command of its own");
  }

  /** Returns the kind of its parameters, which its declaration names. */
  @SuppressWarnings("unchecked")
  default Class<P> parameters() {
    return (Class<P>) declared(getClass(), 0);
  }

  /** Returns the kind of what it keeps of a turn, which its declaration names. */
  @SuppressWarnings("unchecked")
  default Class<O> outcome() {
    return (Class<O>) declared(getClass(), 2);
  }

  private static Type declared(Class<?> kind, int argument) {
    return Stream.of(kind.getGenericInterfaces())
        .filter(one -> one instanceof ParameterizedType)
        .map(one -> (ParameterizedType) one)
        .filter(one -> one.getRawType() == Experiment.class)
        .findFirst()
        .map(one -> one.getActualTypeArguments()[argument])
        .orElseGet(() -> declared(kind.getSuperclass(), argument));
  }

  default Asks asks() {
    return new Asks(true, false, true);
  }

  /** The environments where none are asked for: those of them that can be had. */
  default List<String> usual() {
    return List.of("docker", "lxc", "kvm");
  }

  /** Tells whether nothing is measured where one of the environments cannot be had. */
  default boolean needsAll() {
    return false;
  }

  /** Tells whether it runs commands in its environments, which not every one of them can. */
  default boolean runsCommands() {
    return true;
  }

  /** Tells whether progress names its block alone: it is over soon, and its like follow it. */
  default boolean isBrief(C condition, Plan<P> plan) {
    return false;
  }

  /** Returns what every environment has to have, whatever was asked for. */
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

  /**
   * The parameters as far as this host has what they ask for, before a run begins.
   *
   * @throws dev.tare.launch.LaunchException in one line, where nothing is left of them
   */
  default P had(P parameters, Setting setting, Session session, Lacking lacking)
      throws IOException {
    return parameters;
  }

  /**
   * Finds why an environment that can be had will not do for what is asked, before anything is
   * measured.
   *
   * @return absent where it will
   */
  default Optional<Finding> lack(Stack stack, Plan<P> plan, Session session) throws IOException {
    return Optional.empty();
  }

  /** Returns what people should know of a plan before it is measured, one line. */
  default Optional<String> warning(Plan<P> plan) {
    return Optional.empty();
  }

  /** Files that its environments need beside the jar, by the name that each has there. */
  default Map<String, HashedFile> files(P parameters) {
    return Map.of();
  }

  /** The packs of software that its environments need, by name. */
  default List<String> packs(P parameters) {
    return List.of();
  }

  /**
   * Checks that a run that was cut short would go on with the same.
   *
   * @throws IllegalArgumentException in one line, where it would not
   */
  default void checkSame(P parameters) throws IOException {}

  /** Returns environments that it needs besides those it measures, such as a client's. */
  default List<Stack> besides(P parameters) {
    return List.of();
  }

  /** Returns it in the order in which tables show them. */
  List<C> conditions(Plan<P> plan);

  /** Returns what is left of the time that all of it may take; absent where that has no end. */
  default Optional<Duration> rest(Plan<P> plan, Lab lab) {
    return Optional.empty();
  }

  /** Tells whether a turn that was cut short goes on where it was; otherwise it is made anew. */
  default boolean goesOn() {
    return false;
  }

  /** Estimates how long a turn takes, s. */
  double seconds(C condition, Plan<P> plan);

  /**
   * Tells why a turn is left out.
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
   * @param samples get every figure that no benchmark of the run gives
   */
  O measure(Turn<C> turn, Plan<P> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException;

  /**
   * Measures a condition once, where what is found needs what came of the turns before.
   *
   * @param before all that is over
   */
  default O measureAfter(
      List<Step<C, O>> before, Turn<C> turn, Plan<P> plan, Lab lab, Samples samples)
      throws IOException, InterruptedException {
    return measure(turn, plan, lab, samples);
  }

  /**
   * Holds more blocks of some conditions.
   *
   * @param conditions with names of those there are, at least one; what they measure may be less
   * @param blocks from 1
   */
  record Addition<C>(List<C> conditions, int blocks) {}

  /**
   * Returns what is measured besides, once all is over; asked again after that.
   *
   * @param rounds that there were before, from 0
   */
  default Optional<Addition<C>> more(Plan<P> plan, int rounds, Lab lab) throws IOException {
    return Optional.empty();
  }

  /** Has the commands of a turn printed, in a session in which nothing happens. */
  default void rehearse(Turn<C> turn, Plan<P> plan, Lab lab)
      throws IOException, InterruptedException {
    measure(turn, plan, lab, Samples.NOWHERE);
  }

  /**
   * Returns what was found; the studies' figures and what failed are added to it. Absent where the
   * scores say it all.
   */
  default Optional<Section> section(Found<P, C, O> found) {
    return Optional.empty();
  }
}
