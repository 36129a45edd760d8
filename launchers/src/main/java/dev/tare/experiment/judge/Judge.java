package dev.tare.experiment.judge;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.launch.LaunchException;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.stats.TopUp;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Measures two sides and looks at them; adds forks to what is inconclusive, and looks again. */
public final class Judge {
  private final Interleaved sides;
  private final RunFolder folder;
  private final CompareOptions options;
  private final Looks looks;

  /**
   * @param sides {@link Side#BASELINE} and {@link Side#CANDIDATE}, their first blocks planned
   * @param options at whatever level: the looks have their own
   */
  public Judge(Interleaved sides, RunFolder folder, CompareOptions options, Looks looks) {
    this.sides = sides;
    this.folder = folder;
    this.options = options.withAlpha(looks.alpha());
    this.looks = looks;
  }

  /**
   * Runs to the end.
   *
   * @param seed of the order of what is added
   * @param more is told before forks are added: of how many benchmarks, and how many blocks
   * @throws LaunchException where an environment cannot be made
   */
  public Compared judge(long seed, BiConsumer<Integer, Integer> more)
      throws IOException, InterruptedException {
    sides.run(Set.of());
    looks.look(compare());
    Set<String> wanted = looks.wanted();
    while (!wanted.isEmpty()) {
      Set<String> skip = runs();
      skip.removeAll(wanted);
      more.accept(wanted.size(), TopUp.FORKS);
      sides.extend(TopUp.FORKS, seed + looks.count());
      sides.run(skip);
      looks.look(compare());
      wanted = looks.wanted();
    }
    return looks.result();
  }

  private Compared compare() throws IOException {
    Run baseline = RunReader.read(folder.path(), Side.BASELINE);
    Run candidate = RunReader.read(folder.path(), Side.CANDIDATE);
    return Comparer.compare(baseline, candidate, options);
  }

  private Set<String> runs() throws IOException {
    Set<String> runs = new TreeSet<>();
    for (Series series : RunReader.read(folder.path()).series()) {
      runs.add(series.key().runId());
    }
    return runs;
  }
}
