package dev.tare.experiment;

import dev.tare.launch.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan as {@code run.json} holds it: names and values, from which a run is gone on with. A list
 * is one value, a line for each of it: stacks and regular expressions have every other separator in
 * them.
 */
public final class PlanValues {
  private static final String VERB = "verb";
  private static final String LINE = "\n";

  private final SortedMap<String, String> values;

  private PlanValues(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  /** The plan of a run of that verb, to be written. */
  public static PlanValues of(String verb) {
    return new PlanValues(Map.of(VERB, verb));
  }

  /**
   * A plan that was written.
   *
   * @throws IllegalArgumentException where it is another verb's
   */
  public static PlanValues read(String verb, Map<String, String> written) {
    if (!verb.equals(written.get(VERB))) {
      throw new IllegalArgumentException("not a run of " + verb);
    }
    return new PlanValues(written);
  }

  /** What {@code run.json} gets. */
  public SortedMap<String, String> asMap() {
    return Collections.unmodifiableSortedMap(values);
  }

  /** One more value, by its text. */
  public PlanValues with(String name, Object value) {
    values.put(name, String.valueOf(value));
    return this;
  }

  /** One more list, each of it by its text, which is one line. */
  public PlanValues with(String name, Collection<?> list) {
    return with(name, String.join(LINE, list.stream().map(String::valueOf).toList()));
  }

  /** How long a fork measures in its benchmark's own mode. */
  public PlanValues with(Timing timing) {
    return with("warmups", timing.warmups())
        .with("warmupMs", timing.warmupMs())
        .with("iterations", timing.iterations())
        .with("iterationMs", timing.iterationMs());
  }

  /** What every environment may use. */
  public PlanValues with(Limits limits) {
    return with("limits", limits.words());
  }

  /** Whether there is such a value. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * A value.
   *
   * @throws IllegalArgumentException where there is none
   */
  public String text(String name) {
    String text = values.get(name);
    if (text == null) {
      throw new IllegalArgumentException("the plan has no " + name);
    }
    return text;
  }

  public int number(String name) {
    return Integer.parseInt(text(name));
  }

  public long whole(String name) {
    return Long.parseLong(text(name));
  }

  public double decimal(String name) {
    return Double.parseDouble(text(name));
  }

  /** The texts of a list. */
  public List<String> lines(String name) {
    List<String> lines = new ArrayList<>(List.of(text(name).split(LINE)));
    lines.removeIf(String::isEmpty);
    return lines;
  }

  public List<Integer> numbers(String name) {
    return lines(name).stream().map(Integer::valueOf).toList();
  }

  public Timing timing() {
    return new Timing(
        number("warmups"), number("warmupMs"), number("iterations"), number("iterationMs"));
  }

  public Limits limits() {
    return Limits.parse(lines("limits"));
  }
}
