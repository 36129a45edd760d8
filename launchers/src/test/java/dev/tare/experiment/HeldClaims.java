package dev.tare.experiment;

import dev.tare.result.Sample;
import java.util.List;

/** Claims for tests of sections. */
public final class HeldClaims {
  private HeldClaims() {}

  /** Those about an experiment, held against samples. */
  public static Claims of(
      String experiment,
      List<? extends Condition> conditions,
      List<Sample> samples,
      HostContext context) {
    return new Claims(experiment, conditions, samples, context);
  }
}
