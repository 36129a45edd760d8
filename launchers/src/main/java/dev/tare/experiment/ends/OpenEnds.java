package dev.tare.experiment.ends;

import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import java.io.Closeable;
import java.util.concurrent.CompletableFuture;

/** A server that stands, and the place of its client. */
public interface OpenEnds extends Closeable {
  /** Returns where trials run. */
  Environment client();

  /** Returns the counters of what they cost. */
  CpuMeter meter();

  /** Done when the server has gone, whatever took it along. */
  CompletableFuture<?> end();

  /**
   * Checks whether the server still stands.
   *
   * @throws LaunchException in one line where it has gone, or its place with it
   */
  void check() throws LaunchException;
}
