package dev.tare.result;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds what an environment is: flat, sorted, dotted names such as {@code cpu.model} or {@code
 * limits.cpu.quotaCpus}, each with a value as text. What is absent has no name here; it is never 0
 * and never empty.
 */
public record Facts(SortedMap<String, String> values) {
  /** Is the JDK's feature release, such as 17; derived from {@code jdk.version}. */
  public static final String JDK_MAJOR = "jdk.major";

  /** Present, and {@code true}, where an environment lasted over all blocks: it is one sample. */
  public static final String KEPT = "environment.kept";

  /** The machine's name among those of a fleet; absent where nobody gave it one. */
  public static final String NODE = "node.name";

  /** The user's command that was measured there; absent where it was benchmarks. */
  public static final String COMMAND = "measured.command";

  /** The jar of the user's that was measured there, as it was named; absent where none was. */
  public static final String JAR = "measured.jar";

  /** The revision that was built and measured there, and its commit; absent where none was. */
  public static final String REVISION = "measured.revision";

  /** Those readings of a clock that are about the same each time; its rare steps never are. */
  private static final Set<String> READ_ALIKE = Set.of("clock.latencyNs", "clock.granularityNs");

  /** Another clock source is slower by far more. */
  private static final double SAME_CLOCK = 1.5;

  public Facts {
    for (Map.Entry<String, String> fact : values.entrySet()) {
      if (fact.getValue() == null || fact.getValue().isBlank()) {
        throw new IllegalArgumentException(fact.getKey() + ": an absent fact has no entry");
      }
    }
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Facts of(Map<String, String> values) {
    return new Facts(new TreeMap<>(values));
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * Tells whether two values of a fact say that the places differ: what is read off a clock is
   * another number each time.
   */
  public static boolean differ(String name, String a, String b) {
    if (a.equals(b) || !name.startsWith("clock.")) {
      return !a.equals(b);
    }
    boolean often = READ_ALIKE.contains(name);
    try {
      double ratio = Double.parseDouble(a) / Double.parseDouble(b);
      return often && !(ratio <= SAME_CLOCK && ratio >= 1 / SAME_CLOCK);
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /** Returns the same, also for a fact that others imply: {@link #JDK_MAJOR}. */
  public Optional<String> find(String name) {
    return get(name)
        .or(() -> name.equals(JDK_MAJOR) ? get("jdk.version").map(Facts::major) : Optional.empty());
  }

  /**
   * Tells whether the processor is emulated: said by itself, by a layer, or by the stack. Absent
   * where nothing tells what is around.
   */
  public Optional<Boolean> emulated() {
    boolean yes =
        get("cpu.emulated").filter(told -> told.equals("yes") || told.equals("true")).isPresent()
            || values.entrySet().stream()
                .anyMatch(fact -> emulates(fact.getKey(), fact.getValue()));
    boolean told = values.containsKey("cpu.emulated") || values.containsKey("layers.stack");
    return yes || told ? Optional.of(yes) : Optional.empty();
  }

  private static boolean emulates(String name, String value) {
    boolean layer = name.startsWith("layer.") || name.equals("layers.stack");
    return layer
        && (value.toLowerCase(Locale.ROOT).contains("tcg")
            || name.endsWith(".emulated") && value.equals("true"));
  }

  private static String major(String version) {
    return version.replaceFirst("^1\\.", "").replaceFirst("[^0-9].*", "");
  }
}
