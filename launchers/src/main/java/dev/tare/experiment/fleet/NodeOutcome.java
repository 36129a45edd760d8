package dev.tare.experiment.fleet;

import java.util.Optional;

/**
 * Says what became of a node.
 *
 * @param failure one line with the remedy; absent where all that was planned ran
 */
public record NodeOutcome(String node, Optional<String> failure) {
  static NodeOutcome done(String node) {
    return new NodeOutcome(node, Optional.empty());
  }

  static NodeOutcome failed(String node, String why) {
    return new NodeOutcome(node, Optional.of(node + ": " + why));
  }
}
