package dev.tare.compare;

import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The facts that have to agree before two series are compared. The layer, its limits and the kernel
 * are not among them: they are what is compared.
 */
public final class RequiredFacts {
  /** A guest may show another CPU than its host; inside one run it is the same machine. */
  static final String CPU_MODEL = "cpu.model";

  private static final String EMULATED = "cpu.emulated";

  /** Their names, in the order in which they are named. */
  public static final List<String> NAMES =
      List.of("kernel.arch", CPU_MODEL, Facts.JDK_MAJOR, "userland.hash", EMULATED);

  private RequiredFacts() {}

  /** The first required fact that both sides know and that differs, such as {@code 17 and 21}. */
  static Optional<String> difference(Run runA, Series a, Run runB, Series b, Set<String> allowed) {
    for (String name : NAMES) {
      Optional<String> ofA = value(name, runA.factsOf(a), a.conditions());
      Optional<String> ofB = value(name, runB.factsOf(b), b.conditions());
      boolean differs = ofA.isPresent() && ofB.isPresent() && !ofA.equals(ofB);
      if (differs && !allowed.contains(name)) {
        return Optional.of(name + ": " + ofA.get() + " and " + ofB.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> value(String name, Facts environment, Facts conditions) {
    Optional<String> own = conditions.get(name).or(() -> environment.find(name));
    return own.or(() -> derived(name, environment));
  }

  private static Optional<String> derived(String name, Facts environment) {
    return name.equals(EMULATED)
        ? environment.emulated().map(emulated -> emulated ? "yes" : "no")
        : Optional.empty();
  }
}
