package dev.tare.compare;

import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A fact that is not the same on both sides.
 *
 * @param environment which environment, where the sides hold several; empty otherwise
 * @param name of the fact
 * @param a its value in A; absent where A does not have it
 * @param b its value in B
 */
public record FactDifference(
    String environment, String name, Optional<String> a, Optional<String> b) {

  /** So many ways in which one condition differs are shown. */
  private static final int MOST_WAYS = 3;

  /** {@code differs: jvm.args: none | -Xint}, as every view says it. */
  public String line() {
    String place = environment.equals(Run.UNNAMED) ? "" : environment + " ";
    return "differs: " + place + name + ": " + a.orElse("absent") + " | " + b.orElse("absent");
  }

  /** Tells whether it is how a benchmark was run, not what the place is. */
  public boolean isOfMeasurement() {
    return name.equals("jvm.args") || name.startsWith("jmh.");
  }

  /**
   * All differences, of the places and then of how the series were measured. A fact that one side
   * lacks counts where that side tells its family at all.
   */
  static List<FactDifference> between(Run a, Run b, List<Pair> pairs) {
    Set<FactDifference> all = new LinkedHashSet<>();
    if (a.environments().size() == 1 && b.environments().size() == 1) {
      add(all, Run.UNNAMED, only(a), only(b));
    } else {
      for (String stack : a.environments().keySet()) {
        if (b.environments().containsKey(stack)) {
          add(all, stack, a.environments().get(stack), b.environments().get(stack));
        }
      }
    }
    all.addAll(conditions(pairs));
    return List.copyOf(all);
  }

  private static Facts only(Run run) {
    return run.environments().values().iterator().next();
  }

  private static List<FactDifference> conditions(List<Pair> pairs) {
    Set<Map.Entry<Facts, Facts>> seen = new HashSet<>();
    Set<FactDifference> different = new LinkedHashSet<>();
    for (Pair pair : pairs) {
      if (pair.a().isPresent() && pair.b().isPresent()) {
        Series a = pair.a().get();
        Series b = pair.b().get();
        if (a.conditions() != b.conditions()
            && seen.add(Map.entry(a.conditions(), b.conditions()))) {
          add(different, Run.UNNAMED, a.conditions(), b.conditions());
        }
      }
    }
    Map<String, Integer> ways = new HashMap<>();
    List<FactDifference> shown = new ArrayList<>();
    for (FactDifference one : different) {
      if (ways.merge(one.name(), 1, Integer::sum) <= MOST_WAYS) {
        shown.add(one);
      }
    }
    return shown;
  }

  private static void add(Set<FactDifference> all, String stack, Facts a, Facts b) {
    Set<String> told = families(a);
    told.retainAll(families(b));
    Set<String> names = new TreeSet<>(a.values().keySet());
    names.addAll(b.values().keySet());
    for (String name : names) {
      Optional<String> ofA = a.get(name);
      Optional<String> ofB = b.get(name);
      boolean alike =
          ofA.isPresent() && ofB.isPresent() && !Facts.differ(name, ofA.get(), ofB.get());
      if (!alike && told.contains(family(name))) {
        all.add(new FactDifference(stack, name, ofA, ofB));
      }
    }
  }

  private static Set<String> families(Facts facts) {
    Set<String> families = new HashSet<>();
    facts.values().keySet().forEach(name -> families.add(family(name)));
    return families;
  }

  private static String family(String name) {
    return name.split("\\.", 2)[0];
  }
}
