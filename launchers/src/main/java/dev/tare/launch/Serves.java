package dev.tare.launch;

import java.util.concurrent.CompletableFuture;

/**
 * Is an environment that is one process, its server: no command can be run in it; see {@link
 * Environment#as}.
 */
public interface Serves {
  /** Returns where it answers as {@code serve} does, TCP and UDP, at the environment's address. */
  int port();

  /** Returns the link of what is around it that leads to it, and to nothing else. */
  String link();

  /** Returns what is done when it no longer serves. */
  CompletableFuture<?> end();
}
