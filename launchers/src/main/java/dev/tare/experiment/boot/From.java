package dev.tare.experiment.boot;

import dev.tare.experiment.Choice;
import dev.tare.launch.Stack;

/** Says where a start begins. */
enum From implements Choice {
  /** A start with nothing but the image. */
  IMAGE,
  /** A start with what another one like it was when it was up and saved. */
  SNAPSHOT,
  /** A start with what a container was whose JVM was warm and that was saved. */
  CHECKPOINT;

  /** Tells whether a stack can begin so: machines have snapshots, containers checkpoints. */
  boolean isOf(Stack stack) {
    return this == IMAGE
        || stack.steps().size() == 1
            && stack.steps().get(0).layer().saves()
            && stack.hasGuest() == (this == SNAPSHOT);
  }
}
