package dev.tare.report;

import dev.tare.compare.Compared;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What has to be known to read a {@link MatrixTable}, one line each. */
final class MatrixNotes {
  /** What has to be the same in all environments, or they differ in more than their layers. */
  private static final List<String> SAME =
      List.of(
          "jdk.version", "libc.buildId", "tare.jarSha256", "tare.probesBuildId", "userland.hash");

  private final Run run;
  private final List<String> stacks;
  private final Map<String, Compared> compared;

  private MatrixNotes(Run run, List<String> stacks, Map<String, Compared> compared) {
    this.run = run;
    this.stacks = stacks;
    this.compared = compared;
  }

  /**
   * @param stacks what the others are compared with first
   * @param compared the others with it
   */
  static List<String> of(Run run, List<String> stacks, Map<String, Compared> compared) {
    MatrixNotes notes = new MatrixNotes(run, stacks, compared);
    Set<String> lines = new LinkedHashSet<>();
    if (stacks.size() > 1) {
      lines.add(
          "Scores of "
              + stacks.get(0)
              + "; the others as ratios to it with their 95 % interval: above 1 is worse,"
              + " whichever way the score counts.");
    }
    notes.warnings().forEach(warning -> lines.add("warning: " + warning));
    return lines.stream().map(OneLine::of).toList();
  }

  /** Whether a guest ran without the help of the processor. */
  /** A line for each environment whose processor is emulated. */
  static List<String> emulated(Run run) {
    return run.environments().entrySet().stream()
        .filter(one -> isEmulated(one.getValue()))
        .map(one -> one.getKey().equals(Run.UNNAMED) ? run.id() : one.getKey())
        .map(name -> name + ": emulated (TCG), not a KVM figure")
        .toList();
  }

  static boolean isEmulated(Facts facts) {
    return facts.values().entrySet().stream()
        .filter(fact -> fact.getKey().startsWith("layer.") || fact.getKey().equals("layers.stack"))
        .anyMatch(fact -> fact.getValue().toLowerCase(Locale.ROOT).contains("tcg"));
  }

  private Set<String> warnings() {
    Set<String> warnings = new LinkedHashSet<>();
    stacks.stream()
        .filter(stack -> isEmulated(run.environments().get(stack)))
        .forEach(stack -> warnings.add(stack + ": emulated (TCG), not a KVM figure"));
    warnings.addAll(different());
    compared
        .values()
        .forEach(
            one ->
                one.warnings().stream()
                    .filter(each -> !each.startsWith("A: ") && !each.startsWith("B: "))
                    .forEach(warnings::add));
    ofRows().forEach((each, where) -> warnings.add(each + ": " + String.join(", ", where)));
    warnings.addAll(run.warnings());
    return warnings;
  }

  private List<String> different() {
    List<String> lines = new ArrayList<>();
    for (String fact : SAME) {
      Map<String, String> values = new TreeMap<>();
      stacks.forEach(
          stack -> run.environments().get(stack).get(fact).ifPresent(v -> values.put(stack, v)));
      if (new TreeSet<>(values.values()).size() > 1) {
        lines.add(fact + " differs: " + values);
      }
    }
    return lines;
  }

  /** What speaks against single figures, by the environments in which it does. */
  private Map<String, Set<String>> ofRows() {
    Map<String, Set<String>> where = new TreeMap<>();
    compared.forEach(
        (stack, all) ->
            all.rows().stream()
                .flatMap(row -> row.warnings().stream())
                .map(warning -> warning.startsWith("noise") ? "noise in iterations" : warning)
                .forEach(
                    warning -> where.computeIfAbsent(warning, key -> new TreeSet<>()).add(stack)));
    return where;
  }
}
