package dev.tare.compare;

import dev.tare.result.Replicate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says how much of a series was disturbed. Noise explains a figure; nothing is ever dropped for it.
 *
 * @param recorded whether anything was counted; a file of plain JMH knows nothing, which is not the
 *     same as quiet
 * @param iterations how many there were
 * @param flagged how many of them were disturbed from outside
 * @param causes how many each cause flagged; an iteration may have several
 * @param throttledByOwnQuota in how many the environment's own quota throttled: that is what is
 *     measured there, and no noise
 * @param flags by fork and iteration, the causes; empty where nothing is recorded
 */
public record NoiseSummary(
    boolean recorded,
    int iterations,
    int flagged,
    Map<NoiseCause, Integer> causes,
    int throttledByOwnQuota,
    List<List<Set<NoiseCause>>> flags) {
  public NoiseSummary {
    EnumMap<NoiseCause, Integer> sorted = new EnumMap<>(NoiseCause.class);
    sorted.putAll(causes);
    causes = Collections.unmodifiableMap(sorted);
  }

  /** Tells whether so much was disturbed that waiting explains a wide interval. */
  public boolean noisy() {
    return flagged > NoiseRule.MOST_FLAGGED * iterations;
  }

  /**
   * Returns it in words: {@code not recorded}, {@code quiet}, or {@code 3 of 15 iterations
   * disturbed: run delay 2, steal 1}.
   */
  public String text() {
    return text(Replicate.FORK);
  }

  /**
   * Returns the same where the iterations are of something else.
   *
   * @param of what has them
   */
  String text(Replicate of) {
    if (!recorded) {
      return "not recorded";
    }
    String signal =
        throttledByOwnQuota == 0
            ? ""
            : "; throttled by its own quota in " + throttledByOwnQuota + ", which is no noise";
    return (flagged == 0
            ? "quiet"
            : flagged + " of " + iterations + " " + of.parts() + " disturbed: " + causesText())
        + signal;
  }

  /** The causes in words, {@code run delay 2, steal 1}; empty where nothing is flagged. */
  public String causesText() {
    return causes.entrySet().stream()
        .map(cause -> cause.getKey().label() + " " + cause.getValue())
        .collect(Collectors.joining(", "));
  }
}
