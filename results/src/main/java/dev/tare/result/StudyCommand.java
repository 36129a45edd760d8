package dev.tare.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes a command that measures a study's figures, by its parts, so that several become one.
 *
 * @param verb that measures
 * @param env environments as {@code --env} takes them; empty where the verb has places
 * @param places options whose values are of an environment each, by that: {@code --path}
 * @param options all others by name, in order, with their values; without any it is a switch
 * @param slow whether a quick plan leaves it out: bombs, programs, files of many gigabytes, builds
 */
public record StudyCommand(
    String verb,
    List<String> env,
    Map<String, Map<String, List<String>>> places,
    Map<String, List<String>> options,
    boolean slow) {
  private static final String ENV = "--env";
  private static final String PARAM = "-p";

  /** Holds options that are given once for each value: commas may belong to it. */
  private static final Set<String> REPEATED = Set.of(ENV, PARAM, "--benchmarks", "--limit");

  /** Holds options of which a verb takes one value, or whose values are others' too. */
  private static final Set<String> SINGLE = Set.of("density --workload", "matrix " + PARAM);

  public StudyCommand {
    env = env == null ? List.of() : List.copyOf(env);
    places = ordered(places);
    options = ordered(options);
  }

  private static <V> Map<String, V> ordered(Map<String, V> all) {
    return all == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }

  /** Returns the names of layers, {@code kvm/lxc}, of all environments that it measures. */
  public Set<String> environments() {
    Set<String> all = new LinkedHashSet<>();
    env.forEach(one -> all.add(StackName.of(one).names()));
    places.values().forEach(values -> all.addAll(values.keySet()));
    return all;
  }

  /** Returns the same of some environments; absent where none of its own is left. */
  public Optional<StudyCommand> in(Predicate<String> wanted) {
    if (environments().stream().noneMatch(wanted)) {
      return environments().isEmpty() ? Optional.of(this) : Optional.empty();
    }
    Map<String, Map<String, List<String>>> left = new LinkedHashMap<>();
    places.forEach(
        (option, values) -> {
          Map<String, List<String>> own = new LinkedHashMap<>(values);
          own.keySet().removeIf(wanted.negate());
          left.put(option, own);
        });
    List<String> stacks =
        env.stream().filter(one -> wanted.test(StackName.of(one).names())).toList();
    return Optional.of(new StudyCommand(verb, stacks, left, options, slow));
  }

  /**
   * Returns one command that measures what both do and nothing else; absent where there is none. A
   * parameter would hold for the other's benchmarks, too.
   */
  public Optional<StudyCommand> and(StudyCommand other) {
    boolean alike =
        verb.equals(other.verb)
            && env.equals(other.env)
            && places.equals(other.places)
            && slow == other.slow
            && options.keySet().equals(other.options.keySet());
    if (!alike) {
      return Optional.empty();
    }
    List<String> differing =
        options.keySet().stream()
            .filter(name -> !options.get(name).equals(other.options.get(name)))
            .toList();
    if (differing.isEmpty()) {
      return Optional.of(this);
    }
    String name = differing.get(0);
    if (differing.size() > 1 || SINGLE.contains(verb + " " + name)) {
      return Optional.empty();
    }
    Map<String, List<String>> both = new LinkedHashMap<>(options);
    both.put(
        name,
        Stream.of(options, other.options)
            .flatMap(one -> one.get(name).stream())
            .distinct()
            .toList());
    return Optional.of(new StudyCommand(verb, env, places, both, slow));
  }

  /** Returns the words of it, the verb first, without the program's. */
  public List<String> words() {
    List<String> words = new ArrayList<>(List.of(verb));
    put(words, ENV, env);
    places.forEach(
        (option, values) ->
            put(words, option, values.values().stream().flatMap(List::stream).toList()));
    options.forEach(
        (option, values) -> {
          if (values.isEmpty()) {
            words.add(option);
          }
          put(words, option, values);
        });
    return words;
  }

  private static void put(List<String> words, String option, List<String> values) {
    if (REPEATED.contains(option)) {
      values.forEach(value -> words.addAll(List.of(option, value)));
    } else if (!values.isEmpty()) {
      words.addAll(List.of(option, String.join(",", values)));
    }
  }

  /** Returns it as a person types it behind the program. */
  public String text() {
    return words().stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
  }
}
