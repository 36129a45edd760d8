package dev.tare.experiment.migration;

import dev.tare.experiment.Choice;
import java.util.Locale;

/** Says how memory comes to where an environment is moved. */
public enum Way implements Choice {
  /** While a machine runs, over and over what it has written since. */
  PRE_COPY,
  /** Likewise, and a machine that writes faster than that is slowed down. */
  AUTO_CONVERGE,
  /** Once while it runs; then it goes on there and fetches what it has written since. */
  POST_COPY,
  /** While a container stands still. */
  CHECKPOINT;

  @Override
  public String word() {
    return toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
