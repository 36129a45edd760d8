package dev.tare.launch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an environment inside another one. It only runs commands in that other one, so it does not
 * know what lies outside it. A new layer is one class, and one line in {@link Layers}.
 */
public interface Layer {
  /** Returns its name in a stack. */
  String name();

  /** Says what it is, one line, for the help. */
  String meaning();

  /** Returns what it can be asked for in brackets, beside the limits. */
  List<LayerOption> options();

  /**
   * Says why options do not go together, of which each would do by itself.
   *
   * @param options by name
   * @return with the remedy; absent where they do
   */
  default Optional<String> refusal(Map<String, String> options) {
    return Optional.empty();
  }

  /** Tells whether it can apply limits; where it cannot, the next one inside it does. */
  default boolean limits() {
    return !leadsElsewhere();
  }

  /**
   * Finds what an environment lacks for it.
   *
   * @return one finding for each; none: it can be entered
   */
  List<Finding> check(Environment outer, Spec spec) throws IOException;

  /**
   * Makes the environment. When it fails, it leaves nothing.
   *
   * @param outer stays open, and belongs to the caller
   */
  Environment enter(Environment outer, Spec spec) throws IOException;

  /** Tells whether a kernel of its own runs inside, which knows nothing of limits around it. */
  default boolean ownKernel() {
    return false;
  }

  /**
   * Tells whether commands run in what it makes: not in what is one process, its server.
   *
   * @param options as they were written
   */
  default boolean runsCommands(Map<String, String> options) {
    return true;
  }

  /** Tells whether it leads to another machine, which has its own CPUs and its own address. */
  default boolean leadsElsewhere() {
    return false;
  }

  /**
   * Returns how the program is called, or begins, whose command makes an environment in which what
   * runs first tells so through {@link Beginning#pipe}. Absent where that is not known.
   */
  default Optional<String> engine() {
    return Optional.empty();
  }

  /** Tells whether its environments can be saved as they run and gone on from. */
  default boolean saves() {
    return false;
  }

  /** Says of an engine whose environments are never saved why, in words for people. */
  default String whyNotSaved() {
    return "for checkpoints are had of runc alone, and snapshots of kvm";
  }

  /**
   * Finds why that fails here.
   *
   * @return absent where it does not
   */
  default Optional<Finding> lacksForSaving(Environment outer) throws IOException {
    return Optional.empty();
  }

  /**
   * Finds why an environment of this cannot move from one machine to another; sends what it is made
   * of there.
   *
   * @param to the other machine
   * @return absent where it can
   */
  default Optional<Finding> lacksForMoving(Environment from, Environment to, Spec spec)
      throws IOException {
    return Optional.of(
        Finding.missing(
            name() + " is not moved to another machine", "leave it out; machines of kvm are"));
  }

  /**
   * Returns what an environment takes of the memory around it beside its limit: of a machine, its
   * own kernel and what runs it.
   *
   * @param spec what is to be made
   * @return bytes, from 0, as much as was seen
   */
  default long besideBytes(Environment outer, Spec spec) throws IOException {
    return 0;
  }

  /**
   * The options that give an environment an address for what is around it.
   *
   * @return by name; none where it has one by itself, or never
   */
  default Map<String, String> reachable() {
    return Map.of();
  }

  /**
   * Finds what runs have made with this layer and that is still there, told by {@link Owner}
   * labels. Nothing where it ends by itself with the connection that it came by.
   */
  default List<StaleResource> staleResources(Environment outer) throws IOException {
    return List.of();
  }
}
