package dev.tare.compare;

import dev.tare.result.Run;
import dev.tare.result.SeriesKey;
import dev.tare.stats.BenjaminiHochberg;
import dev.tare.stats.Family;
import dev.tare.stats.Judgement;
import dev.tare.stats.Tau;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Compares two runs, series by series. */
public final class Comparer {
  private static final Comparator<ComparedSeries> BY_EFFECT =
      Comparator.comparingDouble(ComparedSeries::effect)
          .reversed()
          .thenComparing(row -> row.key().environment().orElse(Run.UNNAMED))
          .thenComparing(row -> row.key().runId())
          .thenComparing(row -> row.key().metric());

  private final Run runA;
  private final Run runB;
  private final CompareOptions options;
  private final boolean interleaved;

  private Comparer(Run runA, Run runB, CompareOptions options) {
    this.runA = runA;
    this.runB = runB;
    interleaved =
        runA.started().isPresent()
            && runA.started().equals(runB.started())
            && runA.schedule().equals(runB.schedule());
    this.options = interleaved ? options.withAllowed(RequiredFacts.CPU_MODEL) : options;
  }

  /**
   * Compares B with A. What was looked at more than once while it was measured is judged by all of
   * the looks.
   */
  public static Compared compare(Run a, Run b, CompareOptions options) {
    Comparer whole = new Comparer(a, b, options);
    return whole.interleaved && a.judging().isPresent()
        ? InterimAnalysis.all(a, b, options, a.judging().get())
        : whole.all(Map.of());
  }

  /**
   * Compares B with A by what there is.
   *
   * @param decided what earlier looks have decided, by keys without an environment
   */
  static Compared once(Run a, Run b, CompareOptions options, Map<SeriesKey, Judgement> decided) {
    return new Comparer(a, b, options).all(decided);
  }

  private Compared all(Map<SeriesKey, Judgement> decided) {
    TauChoice taus = new TauChoice(runA, runB, options);
    Measurement measurement = new Measurement(runA, runB, taus, options, interleaved);
    List<Measured> measured =
        Alignment.of(runA, runB, options).parallelStream().map(measurement::of).toList();
    double[] p =
        measured.parallelStream().filter(Measured::inFamily).mapToDouble(Measured::p).toArray();
    double[] q = BenjaminiHochberg.adjust(p);
    Family family = new Family(Math.max(1, p.length), options.alpha());
    List<OptionalDouble> adjusted = new ArrayList<>(measured.size());
    int next = 0;
    for (Measured one : measured) {
      adjusted.add(one.inFamily() ? OptionalDouble.of(q[next++]) : OptionalDouble.empty());
    }
    Tau usual = taus.usual();
    List<ComparedSeries> rows =
        IntStream.range(0, measured.size())
            .parallel()
            .mapToObj(i -> row(measured.get(i), adjusted.get(i), family, usual, decided))
            .sorted(BY_EFFECT)
            .toList();
    return new Compared(
        MeasuredEnvironment.of(runA),
        MeasuredEnvironment.of(runB),
        usual.value(),
        interleaved,
        FactDifference.between(runA, runB, measured.stream().map(Measured::pair).toList()),
        new ComparedNotes(runA, runB, options, interleaved).of(measured),
        rows);
  }

  private static ComparedSeries row(
      Measured one, OptionalDouble q, Family family, Tau usual, Map<SeriesKey, Judgement> decided) {
    SeriesKey nameless = one.pair().key().withEnvironment(Optional.empty());
    return one.row(q, family, usual, Optional.ofNullable(decided.get(nameless)));
  }
}
