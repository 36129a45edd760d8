package dev.tare.experiment.ends;

import dev.tare.experiment.MeteredTrial;
import dev.tare.experiment.TrialEvent;
import dev.tare.result.io.RunFolder;
import java.io.IOException;

/** Puts what a trial gives into a slot of the run folder. */
public record TrialResults(RunFolder folder, int slot) implements MeteredTrial.Results {
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
