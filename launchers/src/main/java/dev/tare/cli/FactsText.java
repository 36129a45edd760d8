package dev.tare.cli;

import dev.tare.facts.AllowedFacts;
import dev.tare.result.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows facts for people: grouped by the first part of their names, sizes readable. */
final class FactsText {
  private static final String[] SIZES = {"bytes", "KiB", "MiB", "GiB", "TiB"};
  private static final String NOT_AFFECTED = "Not affected";

  private final Facts facts;
  private final boolean explain;

  /**
   * @param explain whether each fact is followed by a line that says what it means
   */
  FactsText(Facts facts, boolean explain) {
    this.facts = facts;
    this.explain = explain;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Map<String, String>> group : groups().entrySet()) {
      text.append(text.isEmpty() ? "" : "\n").append(group.getKey()).append('\n');
      Map<String, String> lines = group.getValue();
      int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
      lines.forEach(
          (name, value) -> {
            text.append(String.format(Locale.ROOT, "  %-" + width + "s  %s\n", name, value));
            if (explain) {
              AllowedFacts.meaning(group.getKey() + "." + name)
                  .ifPresent(meaning -> text.append("      ").append(meaning).append('\n'));
            }
          });
    }
    place().ifPresent(place -> text.append("\nThis place is ").append(place).append(".\n"));
    return text.toString();
  }

  /** Returns it in a few words; absent where no fact tells of it. */
  private Optional<String> place() {
    String words =
        Stream.of(
                facts.get("layers.stack"),
                facts.get("cpu.model"),
                facts.get("limits.jvm.processors").map(cpus -> cpus + " CPUs for this JVM"),
                facts.get("kernel.release").map(release -> "Linux " + release))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  /** Returns it in the order of the list of facts, the layers first. */
  private Map<String, Map<String, String>> groups() {
    Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(facts.values().keySet());
    names.sort(AllowedFacts.order());
    List<String> unaffected = new ArrayList<>();
    for (String name : names) {
      int dot = name.indexOf('.');
      String value = facts.values().get(name);
      String rest = name.substring(dot + 1);
      if (value.equals(NOT_AFFECTED)) {
        unaffected.add(rest);
      } else {
        groups
            .computeIfAbsent(name.substring(0, dot), key -> new LinkedHashMap<>())
            .put(rest, readable(name, value));
      }
    }
    if (!unaffected.isEmpty()) {
      groups
          .computeIfAbsent("mitigations", key -> new TreeMap<>())
          .put("(not affected)", String.join(", ", unaffected));
    }
    return groups;
  }

  /** A size in bytes with a readable one beside it; everything else as it is. */
  private static String readable(String name, String value) {
    if (!name.endsWith("Bytes") || !value.matches("\\d+")) {
      return value;
    }
    double size = Double.parseDouble(value);
    int unit = 0;
    while (size >= 1024 && unit < SIZES.length - 1) {
      size /= 1024;
      unit++;
    }
    String scaled = String.format(Locale.ROOT, "%.1f", size).replaceFirst("\\.0$", "");
    return unit == 0 ? value : value + " (" + scaled + " " + SIZES[unit] + ")";
  }
}
