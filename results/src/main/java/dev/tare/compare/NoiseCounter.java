package dev.tare.compare;

import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Counts the noise around a series, by the rules of its benchmark and of its environment. */
final class NoiseCounter {
  private static final String QUOTA = "limits.cpu.quotaCpus";

  /** The CPUs that the system counts steal and throttling over. */
  private static final List<String> CPUS = List.of("cpu.threads", "limits.jvm.processors");

  private final Series series;
  private final NoiseRule rule;
  private final Set<NoiseCause> own = EnumSet.noneOf(NoiseCause.class);
  private final boolean quota;
  private final Map<NoiseCause, Integer> causes = new EnumMap<>(NoiseCause.class);
  private boolean recorded;
  private int iterations;
  private int flagged;
  private int signal;

  private NoiseCounter(Series series, Facts place, double tau) {
    this.series = series;
    rule = new NoiseRule(Math.max(1, series.key().threads()), cpus(place), tau);
    quota = place.get(QUOTA).filter(told -> !told.equals("unlimited")).isPresent();
    if (OwnWaiting.isOf(series.key())) {
      own.add(NoiseCause.RUN_DELAY);
    }
    if (quota) {
      // A throttled thread is also one that waits for a CPU.
      own.addAll(EnumSet.of(NoiseCause.RUN_DELAY, NoiseCause.THROTTLED));
    }
  }

  /**
   * @param tau a share of waiting above it is a flag
   */
  static NoiseSummary of(Run run, Series series, double tau) {
    return new NoiseCounter(series, run.factsOf(series), tau).count();
  }

  private NoiseSummary count() {
    List<List<Set<NoiseCause>>> flags = new ArrayList<>();
    for (Fork fork : series.forks()) {
      List<Set<NoiseCause>> ofFork = new ArrayList<>();
      for (Iteration iteration : fork.iterations()) {
        ofFork.add(flagsOf(iteration.noise()));
      }
      flags.add(ofFork);
    }
    return new NoiseSummary(
        recorded, iterations, flagged, causes, signal, recorded ? flags : List.of());
  }

  private Set<NoiseCause> flagsOf(Noise noise) {
    iterations++;
    if (noise == Noise.UNKNOWN) {
      return Set.of();
    }
    recorded |= NoiseRule.isRecorded(noise);
    Set<NoiseCause> flags = rule.flags(noise);
    signal += quota && flags.contains(NoiseCause.THROTTLED) ? 1 : 0;
    flags.removeAll(own);
    flags.forEach(cause -> causes.merge(cause, 1, Integer::sum));
    flagged += flags.isEmpty() ? 0 : 1;
    return flags;
  }

  private static OptionalInt cpus(Facts place) {
    return CPUS.stream()
        .flatMap(name -> place.get(name).stream())
        .filter(count -> count.matches("[1-9]\\d{0,6}"))
        .mapToInt(Integer::parseInt)
        .findFirst();
  }
}
