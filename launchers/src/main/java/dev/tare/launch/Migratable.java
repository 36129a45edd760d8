package dev.tare.launch;

import java.io.IOException;

/** Moves an environment as it runs; see {@link Environment#as}. */
public interface Migratable {
  /**
   * Moves it to another place: a QEMU of its own, a folder of its own, on the same machine unless
   * the plan names another. From there it does not move on.
   *
   * @return also where it was called off, since it took too long: it runs on where it was
   * @throws LaunchException in one line, where it failed
   */
  Move move(MovePlan plan) throws IOException;
}
