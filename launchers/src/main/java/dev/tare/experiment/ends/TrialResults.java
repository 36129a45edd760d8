package dev.tare.experiment.ends;

import dev.tare.experiment.TrialEvent;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Puts what a trial gives into a slot of the run folder.
 *
 * @param transactions whether a run's work is transactions; otherwise it is gigabytes
 */
public record TrialResults(RunFolder folder, int slot, Predicate<String> transactions)
    implements MeteredTrial.Results {
  @Override
  public boolean isTransactions(String run) {
    return transactions.test(run);
  }

  @Override
  public void given(TrialEvent.Ended ended, String jmh) throws IOException {
    folder.add(slot, ended.run(), jmh, ended.latencies());
  }

  @Override
  public void failed(String run, String why) throws IOException {
    folder.fail(slot, run, why);
  }

  @Override
  public void crashed(String run, String why) throws IOException {
    folder.crashed(slot, run, why);
  }
}
