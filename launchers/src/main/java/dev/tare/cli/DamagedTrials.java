package dev.tare.cli;

import dev.tare.result.io.RunCheck;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.SortedMap;

/**
 * Describes what is done about a run folder that is to be gone on with, and that something has
 * damaged.
 */
final class DamagedTrials {
  private DamagedTrials() {}

  /**
   * Makes trials to come again, and with them what was measured together with them; makes again
   * what is derived.
   *
   * @param dry whether nothing may be touched
   * @param err gets a line for each trial that will be made again
   */
  static void mend(RunFolder folder, boolean dry, PrintWriter err) throws IOException {
    RunCheck check = new RunCheck(folder);
    SortedMap<Integer, String> damaged = check.damagedTrials();
    damaged
        .values()
        .forEach(why -> err.println("tare: " + why + "; this trial will be made again"));
    if (!dry) {
      folder.again(damaged.keySet());
      check.mendDerived();
    }
  }
}
