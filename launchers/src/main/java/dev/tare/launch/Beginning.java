package dev.tare.launch;

import java.util.List;
import java.util.Optional;

/**
 * Says how an environment of a single layer begins.
 *
 * @param pipe a named pipe in the shipped folder, by its name there: what runs first inside writes
 *     a byte into it and holds it open; absent where nobody waits for that
 * @param saved a folder that {@link Environment#save} has filled, from which it goes on; absent: it
 *     starts anew
 * @param first what runs first inside instead of the usual, and writes into {@link #PIPE} itself
 *     where there is a pipe; empty: the usual. Only runc takes others
 */
public record Beginning(Optional<String> pipe, Optional<String> saved, List<String> first) {
  /** Is where what runs first instead of the usual finds the pipe, whatever that is called. */
  public static final String PIPE = "/first";

  /** Begins anew, and nobody waits. */
  public static final Beginning USUAL = new Beginning(Optional.empty(), Optional.empty());

  public Beginning {
    first = List.copyOf(first);
  }

  /** Begins with what usually runs first. */
  public Beginning(Optional<String> pipe, Optional<String> saved) {
    this(pipe, saved, List.of());
  }
}
