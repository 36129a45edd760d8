package dev.tare.compare;

import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

  /** All differences. A fact that one side lacks counts where that side tells its family at all. */
  static List<FactDifference> between(Run a, Run b) {
    List<FactDifference> all = new ArrayList<>();
    if (a.environments().size() == 1 && b.environments().size() == 1) {
      String stackA = a.environments().firstKey();
      String stackB = b.environments().firstKey();
      add(all, Run.UNNAMED, facts(a, stackA), facts(b, stackB));
      return all;
    }
    for (String stack : a.environments().keySet()) {
      if (b.environments().containsKey(stack)) {
        add(all, stack, facts(a, stack), facts(b, stack));
      }
    }
    return all;
  }

  private static void add(
      List<FactDifference> all, String stack, Map<String, String> a, Map<String, String> b) {
    Set<String> told = families(a);
    told.retainAll(families(b));
    Set<String> names = new TreeSet<>(a.keySet());
    names.addAll(b.keySet());
    for (String name : names) {
      Optional<String> ofA = Optional.ofNullable(a.get(name));
      Optional<String> ofB = Optional.ofNullable(b.get(name));
      if (!ofA.equals(ofB) && told.contains(family(name))) {
        all.add(new FactDifference(stack, name, ofA, ofB));
      }
    }
  }

  /** An environment's facts, and the conditions that all its series share. */
  private static Map<String, String> facts(Run run, String stack) {
    Map<String, String> shared = null;
    Set<Facts> seen = new HashSet<>();
    for (Series series : run.series()) {
      boolean here = series.key().environment().orElse(Run.UNNAMED).equals(stack);
      if (here && seen.add(series.conditions())) {
        if (shared == null) {
          shared = new TreeMap<>(series.conditions().values());
        } else {
          shared.entrySet().retainAll(series.conditions().values().entrySet());
        }
      }
    }
    Map<String, String> facts = shared == null ? new TreeMap<>() : shared;
    facts.putAll(run.environments().get(stack).values());
    return facts;
  }

  private static Set<String> families(Map<String, String> facts) {
    Set<String> families = new HashSet<>();
    facts.keySet().forEach(name -> families.add(family(name)));
    return families;
  }

  private static String family(String name) {
    return name.split("\\.", 2)[0];
  }
}
