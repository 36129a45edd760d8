package dev.tare.compare;

import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Series;
import dev.tare.stats.Comparison;
import dev.tare.stats.Summaries;
import dev.tare.stats.Tau;
import dev.tare.stats.Welch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** What speaks against the figures of a row. */
final class Caveats {
  /** With fewer forks a side, only large changes can be told from noise. */
  private static final int FEW_FORKS = 5;

  private static final double NS = 1e-9;
  private static final Set<Metric> PERCENTILES =
      Set.of(Metrics.P50, Metrics.P90, Metrics.P99, Metrics.P999, Metrics.MAX);

  private final Siblings clocksA;
  private final Siblings clocksB;
  private final Tau usual;

  /**
   * @param usual what readers take for the smallest change that matters unless a row says otherwise
   */
  Caveats(Siblings clocksA, Siblings clocksB, Tau usual) {
    this.usual = usual;
    this.clocksA = clocksA;
    this.clocksB = clocksB;
  }

  /**
   * @param value of the smaller side, in the unit of {@code a}
   */
  List<String> of(Pair pair, Sample left, Sample right, double value, Tau tau) {
    Series a = pair.a().orElseThrow();
    Series b = pair.b().orElseThrow();
    List<String> caveats = new ArrayList<>();
    int forks = Math.min(left.kept().length, right.kept().length);
    if (forks < FEW_FORKS) {
      caveats.add("few forks");
    }
    if (a.key().isPrimary() && (clocksA.timerLimited(a) || clocksB.timerLimited(b))) {
      caveats.add("TIMER_LIMITED");
    }
    if (isResolutionLimited(a, b, value, tau.value())) {
      caveats.add("RESOLUTION_LIMITED");
    }
    if (tau.value() != usual.value()) {
      caveats.add(String.format(Locale.ROOT, "counts from %.1f %%", tau.value() * 100));
    }
    addNoise(caveats, left, right, a);
    return caveats;
  }

  private boolean isResolutionLimited(Series a, Series b, double value, double tau) {
    if (Metrics.named(a.key().metric()).filter(PERCENTILES::contains).isEmpty() || !a.gated()) {
      return false;
    }
    double seconds = a.unit().normalise(value);
    return tooCoarse(clocksA.granularityNs(a), seconds, tau)
        || tooCoarse(clocksB.granularityNs(b), seconds, tau);
  }

  private static boolean tooCoarse(OptionalDouble granularityNs, double seconds, double tau) {
    return granularityNs.isPresent() && granularityNs.getAsDouble() * NS > tau / 2 * seconds;
  }

  private static void addNoise(List<String> caveats, Sample left, Sample right, Series a) {
    int flagged = left.flagged() + right.flagged();
    int dropped = left.dropped() + right.dropped();
    int all = left.iterations() + right.iterations();
    if (left.keepsAll() && right.keepsAll() && dropped > 0) {
      caveats.add("noise: " + flagged + " of " + all + " iterations flagged, none left if dropped");
    } else if (dropped > 0) {
      String ratio = ratioOfAll(left, right, a);
      caveats.add("noise: " + dropped + " of " + all + " iterations dropped" + ratio);
    } else if (flagged > 0) {
      caveats.add("noise: " + flagged + " of " + all + " iterations flagged, none dropped");
    }
  }

  private static String ratioOfAll(Sample left, Sample right, Series a) {
    Summaries all = Summaries.of(left.summariesOfAll(), right.summariesOfAll());
    if (all.scale() != Summaries.Scale.LOG) {
      return "";
    }
    Comparison comparison = Orientation.turn(Welch.compare(all.a(), all.b()), a.direction());
    return String.format(Locale.ROOT, ", ratio with them %.3f", comparison.ratio());
  }
}
