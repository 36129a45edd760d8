package dev.tare.experiment.judge;

import dev.tare.compare.Compared;
import dev.tare.result.Series;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.stats.TopUp;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Measures the sides of a selftest, looks at them, and adds forks once to what is inconclusive. It
 * looks as {@link Judge} does: what a look has decided stays decided.
 */
public final class SelfTester {
  private static final int LOOKS = 2;

  private final Interleaved sides;
  private final RunFolder folder;
  private final Instant started;
  private final Looks same = new Looks(LOOKS);
  private final Map<Handicap, Looks> handicapped = new EnumMap<>(Handicap.class);
  private SelfTest latest;

  /**
   * @param sides the two that are the same, and one for each handicap; their first blocks planned
   * @param handicaps those that could be applied
   * @param started what the calibration is dated with
   */
  public SelfTester(Interleaved sides, RunFolder folder, Set<Handicap> handicaps, Instant started) {
    this.sides = sides;
    this.folder = folder;
    this.started = started;
    handicaps.forEach(handicap -> handicapped.put(handicap, new Looks(LOOKS)));
  }

  /**
   * Runs to the end.
   *
   * @param seed of the order of what is added
   * @param more is told before forks are added: of how many benchmarks, and on how many sides
   */
  public SelfTest test(long seed, BiConsumer<Integer, Integer> more)
      throws IOException, InterruptedException {
    sides.run(Set.of());
    look();
    while (!wanted().isEmpty()) {
      Set<String> skip = new TreeSet<>();
      for (Series series : RunReader.read(folder.path()).series()) {
        skip.add(series.key().runId());
      }
      skip.removeAll(wanted());
      more.accept(wanted().size(), wantedSides().size());
      sides.extend(wantedSides(), TopUp.FORKS, seed + same.count());
      sides.run(skip);
      look();
    }
    Map<Handicap, Compared> results = new EnumMap<>(Handicap.class);
    handicapped.forEach((handicap, looks) -> results.put(handicap, looks.result()));
    return new SelfTest(same.result(), results, latest.calibration());
  }

  private void look() throws IOException {
    latest = SelfTest.of(folder.path(), handicapped.keySet(), started, same.alpha());
    same.look(latest.same());
    handicapped.forEach((handicap, looks) -> looks.look(latest.handicapped().get(handicap)));
  }

  private Set<String> wanted() {
    Set<String> wanted = new TreeSet<>(same.wanted());
    handicapped.values().forEach(looks -> wanted.addAll(looks.wanted()));
    return wanted;
  }

  /** A side that has nothing to be run again is not visited. */
  private Set<String> wantedSides() {
    Set<String> names = new LinkedHashSet<>();
    names.add(Side.BASELINE);
    if (!same.wanted().isEmpty()) {
      names.add(Side.CANDIDATE);
    }
    handicapped.forEach(
        (handicap, looks) -> {
          if (!looks.wanted().isEmpty()) {
            names.add(handicap.side());
          }
        });
    return names;
  }
}
