package dev.tare.experiment.ends;

import dev.tare.experiment.Bounds;
import dev.tare.experiment.Lab;
import dev.tare.experiment.MeteredTrial;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialOutcome;
import dev.tare.experiment.TrialPlan;
import dev.tare.launch.LaunchException;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Runs the client's trials of one turn; what they give is kept at once, in its slot of the run
 * folder.
 *
 * @param place what the run calls the client's environment
 * @param transactions whether a run's work is transactions; otherwise it is gigabytes
 */
public record ClientTrials(Lab lab, String place, int slot, Predicate<String> transactions) {
  private static final int MOST_CONNECTIONS = 256;
  private static final int MOST_RATE = 10_000_000;

  /** Holds what a client's JVM is told to have: it is pinned to one. */
  private static final int PROCESSORS = 1;

  /** Refuses rates of requests and numbers of connections that no client has, in one line. */
  public static void check(List<Integer> rates, List<Integer> connections) {
    rates.forEach(rate -> Bounds.range("--rate", rate, 0, MOST_RATE));
    connections.forEach(count -> Bounds.range("--connections", count, 1, MOST_CONNECTIONS));
  }

  /**
   * Returns a trial that waits, warmed up, for its server.
   *
   * @param flags of every fork
   */
  public static TrialPlan plan(
      List<String> benchmarks,
      Timing timing,
      int threads,
      List<String> params,
      List<String> flags) {
    return TrialPlan.of(benchmarks, timing, PROCESSORS)
        .withThreads(threads)
        .withParams(params)
        .withJvmArgs(flags)
        .withBarrier(true)
        .withFacts(false);
  }

  private RunFolder folder() {
    return lab.folder().orElseThrow();
  }

  /**
   * Runs one, to its end or to that of the server.
   *
   * @throws LaunchException where the client cannot run another one
   */
  public void run(OpenEnds open, TrialPlan plan, MeteredTrial.Results results)
      throws IOException, InterruptedException {
    CpuCosts costs = new CpuCosts(open.meter(), plan.timing().iterations(), transactions);
    TrialOutcome outcome =
        new MeteredTrial(Optional.of(costs), results, line -> lab.console().add(place, line))
            .run(open.client(), plan, open.end());
    open.check();
    if (!outcome.isUsableAgain() || outcome.end() == TrialOutcome.End.REFUSED) {
      throw new LaunchException(outcome.reason().orElse("the client died"));
    }
  }

  /**
   * Marks the slot as done, and returns why some of its runs failed, by run.
   *
   * @param what would have given something
   * @throws LaunchException where nothing did
   */
  public Map<String, String> done(String what) throws IOException {
    Map<String, String> failures = folder().document().schedule().get(slot).failures();
    if (folder().runs(slot).isEmpty()) {
      throw new LaunchException(
          failures.values().stream().findFirst().orElse("no " + what + " gave anything"));
    }
    folder().merge(slot);
    folder().done(slot, failures);
    return failures;
  }

  /** Marks the slot as failed; all that it gave before stays. Returns whether it gave anything. */
  public boolean lost(String why) throws IOException {
    boolean any = !folder().runs(slot).isEmpty();
    if (any) {
      folder().merge(slot);
    }
    folder().without(slot, ScheduledTrial.Status.FAILED, why);
    return any;
  }

  /** Returns the first line of what an exception says. */
  public static String firstLine(IOException e) {
    return firstLine(String.valueOf(e.getMessage()));
  }

  public static String firstLine(String text) {
    return text.lines().findFirst().orElse(text);
  }
}
