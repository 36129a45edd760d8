package dev.tare.experiment.boot;

import dev.tare.experiment.Choice;
import dev.tare.launch.Stack;
import java.util.Map;

/** Says where a start begins. */
enum From implements Choice {
  /** A start with nothing but the image. */
  IMAGE,
  /** A start with what another one like it was when it was up and saved. */
  SNAPSHOT,
  /** A start with what a container was whose JVM was warm and that was saved. */
  CHECKPOINT;

  private static final String OVERLAY = "overlay";

  /**
   * Tells whether a stack can begin so: containers have checkpoints, and snapshots machines that
   * have neither a link nor a disk that their clones would share.
   */
  boolean isOf(Stack stack) {
    return this == IMAGE
        || stack.steps().size() == 1
            && stack.steps().get(0).layer().saves()
            && stack.hasGuest() == (this == SNAPSHOT)
            && isAlone(stack.steps().get(0).options());
  }

  private static boolean isAlone(Map<String, String> options) {
    return !options.getOrDefault("net", "").equals("tap")
        && options.getOrDefault("data", OVERLAY).equals(OVERLAY);
  }
}
