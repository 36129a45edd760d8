package dev.tare.experiment.density;

import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.HostReading;
import java.util.Optional;

/**
 * One step of a run: what its tables need of it beside what its members measured.
 *
 * @param place what was visited, unlike any other of its block
 * @param block from 0
 * @param refusal why it was left out, one line; absent where it ran
 * @param idle the host before the first member was made; absent where nothing needs it
 * @param outcome absent where it was left out
 */
public record KeptStep(
    String place,
    int block,
    Optional<String> refusal,
    Optional<HostReading> idle,
    Optional<ConcurrentOutcome> outcome) {
  /** One that ran. */
  public static KeptStep ran(
      String place, int block, Optional<HostReading> idle, ConcurrentOutcome outcome) {
    return new KeptStep(place, block, Optional.empty(), idle, Optional.of(outcome));
  }

  /** One that was left out. */
  public static KeptStep leftOut(String place, int block, String why) {
    return new KeptStep(place, block, Optional.of(why), Optional.empty(), Optional.empty());
  }
}
