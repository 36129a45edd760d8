package dev.tare.compare;

import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.StackName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Splits runs into the places they measured; what the others are compared with comes first. */
final class RunSplit {
  private static final Comparator<String> BARE_FIRST =
      Comparator.<String, Boolean>comparing(stack -> !StackName.of(stack).isBare())
          .thenComparing(stack -> StackName.of(stack).layers().size())
          .thenComparing(Comparator.naturalOrder());

  private final List<MeasuredEnvironment> places = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();

  private RunSplit() {}

  /**
   * @param reference a stack of the first run; absent: bare metal, or what has the fewest layers
   */
  static List<MeasuredEnvironment> of(List<Run> runs, Optional<String> reference) {
    RunSplit all = new RunSplit();
    Comparator<String> order =
        Comparator.<String>comparingInt(
                stack -> reference.filter(stack::equals).isPresent() ? 0 : 1)
            .thenComparing(BARE_FIRST);
    for (Run run : runs) {
      run.environments().keySet().stream()
          .sorted(order)
          .forEach(stack -> all.add(run, stack, runs.size() > 1));
    }
    return List.copyOf(all.places);
  }

  private void add(Run run, String stack, boolean several) {
    Run alone = run.environments().size() == 1 ? run : run.only(stack);
    List<Series> own = alone.series();
    if (!own.isEmpty()) {
      String plain = name(run, stack, several);
      int twin = names.merge(plain, 1, Integer::sum);
      places.add(new MeasuredEnvironment(twin == 1 ? plain : plain + " #" + twin, stack, alone));
    }
  }

  private static String name(Run run, String stack, boolean several) {
    if (stack.equals(Run.UNNAMED)) {
      return run.id();
    }
    if (!several) {
      return stack;
    }
    return run.only().isPresent() ? run.id() : Run.partly(run.id(), stack);
  }
}
