package dev.tare.compare;

import dev.tare.result.Judging;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.SeriesKey;
import dev.tare.stats.Judgement;
import dev.tare.stats.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * InterimAnalysis at two sides of a run as often as it was done while forks were added to what was
 * inconclusive. All looks together have the usual level, and what one has decided stays decided: a
 * later one is not another chance.
 */
final class InterimAnalysis {
  private InterimAnalysis() {}

  /**
   * Returns what all of them say, with the figures of all forks.
   *
   * @param a of that run
   * @param b of the same run
   */
  static Compared all(Run a, Run b, CompareOptions options, Judging judging) {
    CompareOptions each = options.withAlpha(options.alpha() / judging.looks());
    int measured = blocks(a);
    Map<SeriesKey, Judgement> decided = new HashMap<>();
    // Behind the last of them it went on for as long as it might, and nobody looked.
    for (int look = 1; look < judging.looks() && judging.until(look) < measured; look++) {
      int end = judging.until(look);
      keep(Comparer.once(a.until(end), b.until(end), each, Map.of()), decided);
    }
    return Comparer.once(a, b, each, decided);
  }

  private static void keep(Compared look, Map<SeriesKey, Judgement> decided) {
    look.rows().stream()
        .filter(row -> row.judgement().isPresent() && !row.is(Verdict.INCONCLUSIVE))
        .forEach(
            row ->
                decided.putIfAbsent(
                    row.key().withEnvironment(Optional.empty()), row.judgement().get()));
  }

  private static int blocks(Run run) {
    return run.schedule().stream()
        .filter(slot -> slot.status() != ScheduledTrial.Status.PLANNED)
        .mapToInt(ScheduledTrial::block)
        .max()
        .orElse(0);
  }
}
