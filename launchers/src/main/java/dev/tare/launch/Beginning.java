package dev.tare.launch;

import java.util.Optional;

/**
 * Says how an environment of a single layer begins.
 *
 * @param pipe a named pipe in the shipped folder, by its name there: what runs first inside writes
 *     a byte into it and holds it open; absent where nobody waits for that
 * @param saved a folder that {@link Environment#save} has filled, from which it goes on; absent: it
 *     starts anew
 */
public record Beginning(Optional<String> pipe, Optional<String> saved) {
  /** Begins anew, and nobody waits. */
  public static final Beginning USUAL = new Beginning(Optional.empty(), Optional.empty());
}
