package dev.tare.experiment;

import dev.tare.result.Metric;
import java.io.IOException;
import java.util.Map;

/**
 * Measures something outside an environment while a fork measures inside: the trial needs a
 * barrier. It is told of one fork after the other, from the trial's own threads.
 */
public interface ForkMeter {
  /** A fork is warm and waits: it goes on when this returns. */
  void ready(String run) throws IOException, InterruptedException;

  /** A measured iteration has ended. */
  void iterated(TrialEvent.Iterated one) throws IOException;

  /**
   * The fork has ended.
   *
   * @param fork what it gave
   * @return what joins its secondary metrics, a value each
   * @throws IOException in one line, where nothing was measured: the fork has failed then
   */
  Map<Metric, Double> ended(String run, ForkJson fork) throws IOException;
}
