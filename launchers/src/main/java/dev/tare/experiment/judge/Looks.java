package dev.tare.experiment.judge;

import dev.tare.compare.Compared;
import dev.tare.compare.Row;
import dev.tare.result.SeriesKey;
import dev.tare.stats.TopUp;
import dev.tare.stats.Verdict;
import dev.tare.stats.Verdicts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks at the same comparison again and again while forks are added to what is inconclusive. What
 * a look has decided stays decided: a later one is not another chance.
 */
public final class Looks {
  private final int most;
  private int looks;
  private Compared latest;

  /**
   * @param most looks, the first one included, 1 to {@link TopUp#LOOKS}
   */
  public Looks(int most) {
    if (most < 1 || most > TopUp.LOOKS) {
      throw new IllegalArgumentException("--looks " + most + ": 1 to " + TopUp.LOOKS);
    }
    this.most = most;
  }

  /** The level of each look: together they have the usual one. */
  public double alpha() {
    return Verdicts.ALPHA / most;
  }

  /** How many there were. */
  public int count() {
    return looks;
  }

  /** Takes a comparison of all forks so far, made at {@link #alpha}. */
  public void look(Compared compared) {
    looks++;
    latest = latest == null ? compared : withDecided(compared);
  }

  /** What all looks together say. */
  public Compared result() {
    return latest;
  }

  /** The benchmarks to be run again, by {@link SeriesKey#runId()}; none where all is decided. */
  public Set<String> wanted() {
    return latest.rows().stream()
        .filter(this::isWanted)
        .map(row -> row.key().runId())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isWanted(Row row) {
    return looks < most
        && row.gated()
        && row.judgement().filter(judgement -> TopUp.wanted(judgement, looks)).isPresent();
  }

  private Compared withDecided(Compared compared) {
    Map<SeriesKey, Row> decided = new HashMap<>();
    latest.rows().stream()
        .filter(row -> row.judgement().isPresent() && !row.is(Verdict.INCONCLUSIVE))
        .forEach(row -> decided.put(nameless(row), row));
    List<Row> rows =
        compared.rows().stream().map(row -> decided.getOrDefault(nameless(row), row)).toList();
    return new Compared(
        compared.a(),
        compared.b(),
        compared.tau(),
        compared.interleaved(),
        compared.facts(),
        compared.warnings(),
        rows);
  }

  private static SeriesKey nameless(Row row) {
    return row.key().withEnvironment(Optional.empty());
  }
}
