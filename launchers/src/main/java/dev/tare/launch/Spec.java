package dev.tare.launch;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says what a layer is to make.
 *
 * @param owner the run that it is made for; goes onto everything that is made
 * @param name of the environment, unique on the host, {@code tare-} first, at most 40 letters,
 *     digits and dashes
 * @param options what was written in brackets, checked against {@link Layer#options}; without the
 *     limits
 * @param limits to apply here; {@link Limits#NONE} where a layer outside has applied them
 * @param inner names of the layers that will be entered inside it, outermost first
 * @param pool memory in which all of it has to lie; absent where it lies in nobody's, or a layer
 *     outside has seen to it
 * @param beginning from what, and who is told
 */
public record Spec(
    Owner owner,
    String name,
    SortedMap<String, String> options,
    Limits limits,
    List<String> inner,
    Optional<MemoryPool> pool,
    Beginning beginning) {
  public Spec {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    inner = List.copyOf(inner);
  }

  /** Says what a layer is to make that lies in no pool. */
  public Spec(
      Owner owner,
      String name,
      SortedMap<String, String> options,
      Limits limits,
      List<String> inner) {
    this(owner, name, options, limits, inner, Optional.empty(), Beginning.USUAL);
  }

  /** Says what a layer is to make that will hold no other. */
  public Spec(Owner owner, String name, SortedMap<String, String> options, Limits limits) {
    this(owner, name, options, limits, List.of());
  }

  /**
   * Returns what is to run first inside a container, behind what tells that it does where that is
   * asked.
   */
  List<String> announced(List<String> words) {
    if (!beginning.first().isEmpty()) {
      return beginning.first();
    }
    return merging(
        beginning
            .pipe()
            .map(name -> Script.of("announce", Places.SHIPPED + "/" + name).and(words).words())
            .orElse(words));
  }

  /** Words that run inside a container, behind what has their memory merged where that is asked. */
  List<String> merging(List<String> words) {
    boolean asked = option(MergingProgram.OPTION, "off").equals("on");
    return asked ? MergingProgram.before(Places.SHIPPED, words) : words;
  }

  /** Returns what was written for an option; absent where nothing was. */
  public Optional<String> option(String option) {
    return Optional.ofNullable(options.get(option));
  }

  /** Returns what was written for an option, or its default. */
  public String option(String option, String absent) {
    return options.getOrDefault(option, absent);
  }
}
