package dev.tare.experiment.serving;

import dev.tare.experiment.ForkJson;
import dev.tare.experiment.VisitEvent;
import dev.tare.experiment.ends.MeteredVisit;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.OptionalDouble;

/** Puts what loads give into a slot of the run folder. */
record LoadResults(RunFolder folder, int slot) implements MeteredVisit.Results {
  @Override
  public OptionalDouble perSecond(String run, ForkJson jmh) {
    return jmh.operations();
  }

  @Override
  public boolean isTransactions(String run) {
    return true;
  }

  @Override
  public void given(VisitEvent.Ended ended, String jmh) throws IOException {
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
