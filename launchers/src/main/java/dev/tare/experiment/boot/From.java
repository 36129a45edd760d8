package dev.tare.experiment.boot;

import dev.tare.experiment.Choice;

/** Says where a start begins. */
enum From implements Choice {
  /** With nothing but the image. */
  IMAGE,
  /** With what another one like it was when it was up and saved. */
  SNAPSHOT
}
