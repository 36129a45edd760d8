package dev.tare.experiment.pages;

import dev.tare.experiment.Choice;

/** Describes whether the kernel merges like pages. */
public enum Sharing implements Choice {
  OFF,
  ON
}
