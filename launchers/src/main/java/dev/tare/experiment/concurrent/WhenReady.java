package dev.tare.experiment.concurrent;

import java.io.IOException;

/**
 * Is called once all environments of a concurrent run are made and warm; they go on when it
 * returns.
 */
@FunctionalInterface
public interface WhenReady {
  /** Does what is to be done before they measure. */
  void ready() throws IOException, InterruptedException;
}
