package dev.tare.stats;

import java.util.Optional;

/**
 * Is a verdict and why.
 *
 * @param verdict the verdict
 * @param reason present exactly where the verdict is {@link Verdict#INCONCLUSIVE}
 */
public record Judgement(Verdict verdict, Optional<Reason> reason) {
  public Judgement {
    if (reason.isPresent() != (verdict == Verdict.INCONCLUSIVE)) {
      throw new IllegalArgumentException(verdict + " with reason " + reason);
    }
  }

  public static Judgement of(Verdict verdict) {
    return new Judgement(verdict, Optional.empty());
  }

  public static Judgement inconclusive(Reason reason) {
    return new Judgement(Verdict.INCONCLUSIVE, Optional.of(reason));
  }
}
