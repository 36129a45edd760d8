package dev.tare.launch;

import java.io.IOException;

/** Moves an environment as it runs; see {@link Environment#as}. */
public interface Migratable {
  /**
   * Moves it to another place on the same machine: a QEMU of its own, a folder of its own.
   *
   * @return also where it was called off, since it took too long: it runs on where it was
   * @throws LaunchException in one line, where it failed
   */
  Move move(MovePlan plan) throws IOException;
}
