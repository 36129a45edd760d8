package dev.tare.report;

import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes runs apart into places, each a run of one environment; bare metal comes first. */
final class ReportPlaces {
  private static final Comparator<String> BARE_FIRST =
      Comparator.<String>comparingInt(stack -> stack.startsWith("bare") ? 0 : 1)
          .thenComparing(stack -> stack.chars().filter(c -> c == '/').count())
          .thenComparing(Comparator.naturalOrder());

  private final List<Run> runs = new ArrayList<>();
  private final List<String> stacks = new ArrayList<>();
  private final List<ReportData.Place> places = new ArrayList<>();

  ReportPlaces(List<Run> given) {
    Map<String, Integer> names = new HashMap<>();
    for (Run run : given) {
      for (String stack : run.environments().keySet().stream().sorted(BARE_FIRST).toList()) {
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
    places.add(new ReportData.Place(OneLine.of(name), done, failed));
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
