package dev.tare.report;

import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes runs apart into places, each a run of one environment; what the others are compared with
 * comes first, else bare metal.
 */
final class ReportPlaces {
  private static final Comparator<String> BARE_FIRST =
      Comparator.<String>comparingInt(stack -> stack.startsWith("bare") ? 0 : 1)
          .thenComparing(stack -> stack.chars().filter(c -> c == '/').count())
          .thenComparing(Comparator.naturalOrder());

  private static final String BARE = "bare";
  private static final String STACK = "layers.stack";

  /** What has to be the same in all places of a run, or they differ in more than their layers. */
  private static final List<String> SAME =
      List.of(
          "jdk.version", "libc.buildId", "tare.jarSha256", "tare.probesBuildId", "userland.hash");

  private final List<Run> runs = new ArrayList<>();
  private final List<String> stacks = new ArrayList<>();
  private final List<ReportData.Place> places = new ArrayList<>();

  /**
   * @param reference the stack that comes first in its run; any where there is none of that name
   */
  ReportPlaces(List<Run> given, String reference) {
    Map<String, Integer> names = new HashMap<>();
    Comparator<String> order =
        Comparator.<String>comparingInt(stack -> stack.equals(reference) ? 0 : 1)
            .thenComparing(BARE_FIRST);
    for (Run run : given) {
      for (String stack : run.environments().keySet().stream().sorted(order).toList()) {
        Run alone = only(run, stack);
        if (!alone.series().isEmpty()) {
          String plain = name(run, stack, given.size() > 1);
          int twin = names.merge(plain, 1, Integer::sum);
          add(alone, stack, twin == 1 ? plain : plain + " #" + twin);
        }
      }
    }
  }

  private void add(Run alone, String stack, String name) {
    runs.add(alone);
    stacks.add(stack);
    long done = count(alone, stack, Slot.Status.DONE);
    long failed = count(alone, stack, Slot.Status.FAILED);
    Facts facts = alone.environments().get(stack);
    places.add(
        new ReportData.Place(
            OneLine.of(name), OneLine.of(label(name, stack, facts)), done, failed, null));
  }

  /** A place with what its name alone would hide. */
  private static String label(String name, String stack, Facts facts) {
    if (stack.equals(BARE)) {
      return facts
          .get(STACK)
          .filter(seen -> !seen.equals(BARE))
          .map(seen -> name + " (itself a guest: " + seen + ")")
          .orElse(name);
    }
    return isEmulated(facts) ? name + " (emulated)" : name;
  }

  static boolean isEmulated(Facts facts) {
    return facts.values().entrySet().stream()
        .filter(fact -> fact.getKey().startsWith("layer.") || fact.getKey().equals(STACK))
        .anyMatch(fact -> fact.getValue().toLowerCase(Locale.ROOT).contains("tcg"));
  }

  /** What has to be known of the places: which are emulated, and what differs that must not. */
  List<String> warnings() {
    List<String> lines = new ArrayList<>();
    for (int place = 0; place < runs.size(); place++) {
      if (isEmulated(facts(place))) {
        lines.add(places.get(place).name() + ": emulated (TCG), not a KVM figure");
      }
    }
    for (String fact : SAME) {
      Map<String, String> values = new TreeMap<>();
      for (int place = 0; place < runs.size(); place++) {
        String name = places.get(place).name();
        facts(place).get(fact).ifPresent(value -> values.put(name, value));
      }
      if (values.values().stream().distinct().count() > 1) {
        lines.add(fact + " differs: " + values);
      }
    }
    return lines;
  }

  /** The machine in a few words: processor, kernel; null where no place says it. */
  String host() {
    return IntStream.range(0, runs.size())
        .mapToObj(this::facts)
        .filter(facts -> !isEmulated(facts))
        .map(
            facts ->
                Stream.of(
                        facts.get("cpu.model"),
                        facts.get("limits.jvm.processors").map(cpus -> cpus + " CPUs"),
                        facts.get("kernel.release").map(release -> "Linux " + release))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(", ")))
        .filter(words -> !words.isEmpty())
        .findFirst()
        .map(OneLine::of)
        .orElse(null);
  }

  private Facts facts(int place) {
    return runs.get(place).environments().get(stacks.get(place));
  }

  /** Each a run with one environment. */
  List<Run> runs() {
    return runs;
  }

  /** The stack of each place, {@link Run#UNNAMED} where its file does not say it. */
  List<String> stacks() {
    return stacks;
  }

  List<ReportData.Place> places() {
    return places;
  }

  private static String name(Run run, String stack, boolean several) {
    if (stack.equals(Run.UNNAMED)) {
      return run.id();
    }
    boolean told = run.id().endsWith(":" + stack);
    return several ? (told ? run.id() : run.id() + ":" + stack) : stack;
  }

  private static long count(Run run, String stack, Slot.Status status) {
    return run.schedule().stream()
        .filter(slot -> slot.environment().equals(stack) && slot.status() == status)
        .count();
  }

  private static Run only(Run run, String stack) {
    List<Series> series =
        run.series().stream()
            .filter(one -> one.key().environment().orElse(Run.UNNAMED).equals(stack))
            .toList();
    return new Run(
        run.id(),
        run.started(),
        run.finished(),
        new TreeMap<>(Map.of(stack, run.environments().get(stack))),
        run.schedule(),
        series,
        List.of());
  }
}
