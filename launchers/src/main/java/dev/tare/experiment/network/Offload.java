package dev.tare.experiment.network;

import java.util.Locale;

/** Whether devices do checksums and segmentation for the kernel. */
public enum Offload {
  /** Whatever the engine makes of it; read back all the same. */
  AS_IS,
  ON,
  OFF;

  /** As it is written after {@code --offload}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
