package dev.tare.experiment.serving;

import dev.tare.experiment.ForkJson;
import dev.tare.experiment.TrialEvent;
import dev.tare.experiment.ends.MeteredTrial;
import dev.tare.launch.LaunchException;
import dev.tare.result.Metrics;
import dev.tare.result.ServiceMetrics;
import java.io.IOException;
import java.util.OptionalDouble;

/** Holds what one look of a search gave: it is no series of the run. */
final class LookResults implements MeteredTrial.Results {
  private OptionalDouble reached = OptionalDouble.empty();
  private OptionalDouble p99Ns = OptionalDouble.empty();

  @Override
  public boolean isTransactions(String run) {
    return true;
  }

  @Override
  public void given(TrialEvent.Ended ended, String jmh) throws IOException {
    ForkJson given = new ForkJson(jmh);
    OptionalDouble kept = given.secondary(ServiceMetrics.TRANSACTIONS);
    reached = kept.isPresent() ? kept : given.operations();
    p99Ns = given.secondary(Metrics.P99);
  }

  @Override
  public void failed(String run, String why) throws IOException {
    throw new LaunchException(why);
  }

  @Override
  public void crashed(String run, String why) {
    // It is run again, and what that gives is the look.
    reached = OptionalDouble.empty();
  }

  /** Operations per second, by the load's own clock where it has one; absent where nothing came. */
  OptionalDouble reached() {
    return reached;
  }

  ServiceOutcome.Look look(String load, int connections, long rate) {
    return new ServiceOutcome.Look(load, connections, rate, reached.orElse(0), p99Ns);
  }
}
