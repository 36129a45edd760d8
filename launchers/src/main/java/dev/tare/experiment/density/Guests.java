package dev.tare.experiment.density;

import dev.tare.experiment.Condition;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Words;
import dev.tare.experiment.concurrent.SharedGuest;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Describes so many environments of a kind at once.
 *
 * @param count how many
 * @param workload what each does
 * @param shared whether they are containers in one machine
 * @param promised how many times they are promised what there is of CPUs and memory; 1 where
 *     nothing bounds them together
 */
record Guests(Stack stack, int count, String workload, boolean shared, double promised)
    implements Condition {
  /** Are options that give a machine its CPUs. */
  private static final Set<String> DIVIDED = Set.of("vcpus", "topology");

  /** Holds what each is promised where nobody says how much. */
  private static final Limits USUAL = Limits.NONE.with("memory", "1g");

  @Override
  public String name() {
    return stack.text()
        + " x"
        + count
        + (shared ? " in one guest" : "")
        + (isOvercommitted() ? " promised " + Words.plain(promised) : "");
  }

  @Override
  public SortedMap<String, String> labels() {
    SortedMap<String, String> labels =
        Condition.labels(stack, "guests", String.valueOf(count), "workload", workload);
    if (shared) {
      labels.put("within", "one guest");
    }
    if (isOvercommitted()) {
      labels.put("promised", Words.plain(promised));
    }
    return labels;
  }

  boolean isOvercommitted() {
    return promised > 1;
  }

  /**
   * Returns a setting in which each is promised memory.
   *
   * @throws IllegalArgumentException in one line, where something else is limited that is divided
   */
  static Setting promised(Setting setting, StackSyntax syntax) {
    Limits limits = setting.limits();
    if (limits.shares().isPresent()
        || limits.cpus().isPresent()
        || limits.softMemoryBytes().isPresent()) {
      throw new IllegalArgumentException(
          "--limit: leave out shares, cpus and memory-soft, which --overcommit divides; memory is"
              + " what each is promised");
    }
    for (String text : setting.environments()) {
      Stack stack = syntax.parse(text);
      if (!stack.limits(Limits.NONE).equals(Limits.NONE)
          || stack.steps().stream()
              .anyMatch(step -> step.options().keySet().stream().anyMatch(DIVIDED::contains))) {
        throw new IllegalArgumentException(
            "--env "
                + text
                + ": with --overcommit limits are those of all, by --limit, and CPUs are divided; leave out what is in brackets of either");
      }
    }
    return setting.withLimits(limits.or(USUAL));
  }

  Limits each(Limits asked, int cpus) {
    return isOvercommitted() ? asked.withCpus(cpus * promised / count) : asked;
  }

  /** Returns the machine that all of them share; absent where each has its own. */
  Optional<SharedGuest> machine(Limits asked, int cpus) {
    return shared
        ? SharedGuest.of(stack, each(asked, cpus), count, cpus, promised)
        : Optional.empty();
  }

  @Override
  public List<String> trials() {
    return Collections.nCopies(count, name());
  }

  /** Returns it in rising number: each says whether the next fits. */
  @Override
  public String group() {
    return stack.text();
  }
}
