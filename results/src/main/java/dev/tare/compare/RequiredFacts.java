package dev.tare.compare;

import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The facts that have to agree before two series are compared. The layer, its limits and the kernel
 * are not among them: they are what is compared.
 */
public final class RequiredFacts {
  private static final String JDK_MAJOR = "jdk.major";

  /** Their names, in the order in which they are named. */
  public static final List<String> NAMES =
      List.of("kernel.arch", "cpu.model", JDK_MAJOR, "userland.hash", "cpu.emulated");

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
    Optional<String> own = conditions.get(name).or(() -> environment.get(name));
    if (own.isEmpty() && name.equals(JDK_MAJOR)) {
      return environment.get("jdk.version").map(MAJOR);
    }
    return own;
  }

  private static final UnaryOperator<String> MAJOR =
      version -> version.replaceFirst("^1\\.", "").replaceFirst("[^0-9].*", "");
}
