package dev.tare.experiment.isolation;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.experiment.VisitEvent;
import dev.tare.experiment.isolation.Observation.BothSides;
import dev.tare.launch.Environment;
import java.io.IOException;
import java.util.Optional;

/** One of the two in a trial, with what the kernel does to it. */
final class Party {
  /** A process table that was full takes a moment to have room for who asks. */
  private static final int LOOKS = 5;

  private static final long LOOK_MS = 200;

  private final BackgroundLoad companion;
  private final Environment host;
  private BothSides before = BothSides.UNKNOWN;

  Party(BackgroundLoad companion, Environment host) {
    this.companion = companion;
    this.host = host;
  }

  BackgroundLoad companion() {
    return companion;
  }

  /** Counts from now on. */
  void count() {
    before = new BothSides(inside(), outside());
  }

  /** What happened since {@link #count}, while it goes on. */
  BothSides counted() {
    return new BothSides(inside(), outside()).since(before);
  }

  /**
   * Ends it: first its visit, so that the environment can still tell what happened in it.
   *
   * @return what happened since {@link #count}
   */
  BothSides end() throws IOException, InterruptedException {
    companion.stop();
    Incidents inside = inside();
    for (int look = 1; inside.equals(Incidents.UNKNOWN) && look < LOOKS; look++) {
      Thread.sleep(LOOK_MS);
      inside = inside();
    }
    Incidents outside = outside();
    companion.close();
    return new BothSides(inside, outside).since(before);
  }

  /** Why its visit gave nothing, so far; absent where nothing is wrong. */
  Optional<String> failure() {
    return companion.results().stream()
        .map(VisitEvent.Ended::failure)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Incidents inside() {
    return IncidentReader.inside(companion.environment());
  }

  private Incidents outside() {
    return IncidentReader.outside(host, companion.environment());
  }
}
