package dev.tare.compare;

import dev.tare.result.Facts;
import dev.tare.result.Run;
import java.util.Map;
import java.util.Optional;

/**
 * Describes one environment of one run: where something was measured.
 *
 * @param name what it is called, unlike any other place of its summary
 * @param stack as its run calls it; {@link Run#UNNAMED} where a file does not say it
 * @param run the results of this place alone
 */
public record MeasuredEnvironment(String name, String stack, Run run) {
  /** Is what has to be known of a place whose processor is emulated. */
  static final String EMULATED = "emulated (TCG), not a KVM figure";

  private static final String BARE = "bare";
  private static final String STACK = "layers.stack";
  private static final int MOST_OF_A_NAME = 100;

  /** A run as a place: of several environments nothing is known in common. */
  public static MeasuredEnvironment of(Run run) {
    return new MeasuredEnvironment(
        run.id(),
        run.environments().size() == 1 ? run.environments().firstKey() : Run.UNNAMED,
        run);
  }

  public Facts facts() {
    return run.environments().getOrDefault(stack, Facts.of(Map.of()));
  }

  /** Tells whether its processor is emulated: then it says nothing of a real one. */
  public boolean emulated() {
    return facts().emulated().orElse(false);
  }

  /**
   * Its name with what a reader has to know: {@code bare (itself a guest: kvm)}, {@code kvm
   * (emulated)}, {@code candidate (gzip -1 -c f)}, {@code baseline (old.jar)}.
   */
  public String label() {
    return placed() + measured().map(MeasuredEnvironment::shortened).orElse("");
  }

  /** Returns what of the user's was measured there. */
  private Optional<String> measured() {
    return facts()
        .get(Facts.COMMAND)
        .or(() -> facts().get(Facts.REVISION))
        .or(() -> facts().get(Facts.JAR));
  }

  private static String shortened(String name) {
    return name.length() <= MOST_OF_A_NAME
        ? " (" + name + ")"
        : " (" + name.substring(0, MOST_OF_A_NAME) + "...)";
  }

  private String placed() {
    if (stack.equals(BARE)) {
      Optional<String> around = facts().get(STACK).filter(seen -> !seen.equals(BARE));
      return around.map(seen -> name + " (itself a guest: " + seen + ")").orElse(name);
    }
    return emulated() ? name + " (emulated)" : name;
  }
}
