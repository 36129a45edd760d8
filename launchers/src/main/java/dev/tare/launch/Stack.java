package dev.tare.launch;

import dev.tare.result.StackName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Is a stack of layers as it is written on a command line, outermost first.
 *
 * @param steps none for {@code bare}
 * @param text in its canonical form: options sorted by name
 */
public record Stack(List<Step> steps, String text) {
  /** Is the name of the host itself. */
  public static final String BARE = StackName.BARE;

  /**
   * Is one layer with what is in its brackets.
   *
   * @param options by name, without the limits
   * @param limits {@link Limits#NONE} where none are written
   */
  public record Step(Layer layer, SortedMap<String, String> options, Limits limits) {
    private Step reachable() {
      SortedMap<String, String> all = new TreeMap<>(layer.reachable());
      all.putAll(options);
      return new Step(layer, all, limits);
    }

    private Step with(String option, String value) {
      SortedMap<String, String> all = new TreeMap<>(options);
      all.put(option, value);
      return new Step(layer, all, limits);
    }

    String text() {
      String limited = limits.text();
      String inside =
          options.entrySet().stream()
              .map(option -> option.getKey() + "=" + option.getValue())
              .collect(Collectors.joining(","));
      String both = inside + (inside.isEmpty() || limited.isEmpty() ? "" : ",") + limited;
      return layer.name() + (both.isEmpty() ? "" : "(" + both + ")");
    }
  }

  public Stack {
    steps = List.copyOf(steps);
  }

  /** Is a stack of layers as it is written on a command line, outermost first. */
  static Stack of(List<Step> steps) {
    return new Stack(steps, steps.stream().map(Step::text).collect(Collectors.joining("/")));
  }

  /** Returns this stack, in which whoever was not told of a network has one that leads into it. */
  public Stack reachable() {
    return of(steps.stream().map(Step::reachable).toList());
  }

  /**
   * Returns the same stack with one more option of a layer.
   *
   * @param number of the layer, from 0, outermost first
   */
  public Stack with(int number, String option, String value) {
    List<Step> all = new ArrayList<>(steps);
    all.set(number, steps.get(number).with(option, value));
    return of(all);
  }

  /** Names of the layers inside the step of a number, outermost first. */
  List<String> inside(int number) {
    return steps.stream().skip(number + 1L).map(inner -> inner.layer().name()).toList();
  }

  /** Names of the layers, outermost first. */
  public List<String> layers() {
    return steps.stream().map(step -> step.layer().name()).toList();
  }

  /** Tells whether a machine with a kernel of its own is in it. */
  public boolean hasGuest() {
    return layers().contains(Kvm.NAME);
  }

  /** Tells whether commands run in it: not in what is one process, its server. */
  public boolean runsCommands() {
    return steps.stream().allMatch(step -> step.layer().runsCommands(step.options()));
  }

  /** Tells whether its commands see another kernel than the host's. */
  public boolean hasOwnKernel() {
    return steps.stream().anyMatch(step -> step.layer().ownKernel());
  }

  /** Returns the limits of the whole, and those in a layer's own brackets, which go before. */
  public Limits limits(Limits whole) {
    Limits limits = whole;
    for (Step step : steps) {
      limits = step.limits().or(limits);
    }
    return limits;
  }

  /**
   * Says why limits in its brackets will not do: one line that names the limit at fault.
   *
   * @param host the CPUs of the host; other machines are not asked about theirs
   */
  public Optional<String> refusal(Set<Integer> host) {
    Set<Integer> cpus = host;
    for (Step step : steps) {
      cpus = step.layer().leadsElsewhere() ? Set.of() : cpus;
      Optional<String> refusal = step.limits().refusal(cpus);
      if (refusal.isPresent()) {
        return refusal;
      }
      cpus = step.layer().name().equals(Kvm.NAME) ? Set.of() : cpus;
    }
    return Optional.empty();
  }

  /** Names the other machine that it is on, however it is entered; absent on this one. */
  public Optional<String> machine() {
    return steps.stream()
        .filter(step -> step.layer().leadsElsewhere())
        .map(step -> step.options().getOrDefault(Ssh.HOST, step.text()))
        .findFirst();
  }

  /** Tells whether another machine is what limits the whole. */
  public boolean isElsewhere() {
    return steps.stream().anyMatch(step -> step.layer().leadsElsewhere());
  }

  /** Returns its name: layers and their options, without the limits. */
  public StackName name() {
    return new StackName(
        steps.isEmpty()
            ? List.of(new StackName.Layer(BARE, new TreeMap<>()))
            : steps.stream()
                .map(step -> new StackName.Layer(step.layer().name(), step.options()))
                .toList());
  }

  /** Returns the innermost machine and what is around it; absent where nothing is in it. */
  public Optional<Stack> guest() {
    int inner = inner();
    return inner == 0 || inner == steps.size()
        ? Optional.empty()
        : Optional.of(of(steps.subList(0, inner)));
  }

  /** Returns what is in the innermost machine. */
  Stack inGuest() {
    return of(steps.subList(inner(), steps.size()));
  }

  /** Tells how many layers there are up to the innermost machine; 0 without one. */
  private int inner() {
    return 1 + layers().lastIndexOf(Kvm.NAME);
  }

  /** Names of the layers only: {@code kvm/docker}. */
  public String names() {
    return String.join("/", layers());
  }
}
