package dev.tare.experiment;

import dev.tare.launch.Stack;
import java.util.List;

/**
 * Describes what is to be measured.
 *
 * @param parameters of the experiment itself
 * @param stacks of the setting's environments
 */
public record Plan<P extends Record>(Setting setting, P parameters, List<Stack> stacks) {
  public Plan {
    stacks = List.copyOf(stacks);
  }
}
