package dev.tare.experiment.ends;

import dev.tare.experiment.Choice;
import java.util.Locale;

/** Describes whether devices do checksums and segmentation for the kernel. */
public enum Offload implements Choice {
  /** Whatever the engine makes of it; read back all the same. */
  AS_IS,
  ON,
  OFF;

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
