package dev.tare.experiment.serving;

import dev.tare.experiment.Choice;

/** Describes where a load runs. */
public enum ClientPlace implements Choice {
  /** Runs on this machine, outside every layer. */
  HOST,
  /** Beside the server. */
  ENV
}
