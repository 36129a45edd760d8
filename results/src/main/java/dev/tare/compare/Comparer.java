package dev.tare.compare;

import dev.tare.result.Run;
import dev.tare.stats.BenjaminiHochberg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Compares two runs, series by series. */
public final class Comparer {
  private static final Comparator<Row> BY_EFFECT =
      Comparator.comparingDouble(Row::effect)
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
    this.options = options;
    interleaved =
        runA.started().isPresent()
            && runA.started().equals(runB.started())
            && runA.schedule().equals(runB.schedule());
  }

  /** Compares B with A. */
  public static Compared compare(Run a, Run b, CompareOptions options) {
    return new Comparer(a, b, options).all();
  }

  private Compared all() {
    TauChoice taus = new TauChoice(runA, runB, options);
    Measurement measurement = new Measurement(runA, runB, taus, options, interleaved);
    List<Measured> measured =
        Alignment.of(runA, runB, options).parallelStream().map(measurement::of).toList();
    double[] p = measured.stream().filter(Measured::inFamily).mapToDouble(Measured::p).toArray();
    double[] q = BenjaminiHochberg.adjust(p);
    List<OptionalDouble> adjusted = new ArrayList<>(measured.size());
    int next = 0;
    for (Measured one : measured) {
      adjusted.add(one.inFamily() ? OptionalDouble.of(q[next++]) : OptionalDouble.empty());
    }
    List<Row> rows =
        IntStream.range(0, measured.size())
            .parallel()
            .mapToObj(i -> measured.get(i).row(adjusted.get(i)))
            .sorted(BY_EFFECT)
            .toList();
    List<FactDifference> facts = FactDifference.between(runA, runB);
    return new Compared(
        runA.id(), runB.id(), taus.usual().value(), interleaved, facts, warnings(measured), rows);
  }

  private List<String> warnings(List<Measured> measured) {
    List<String> warnings = new ArrayList<>();
    uncalibrated(measured).ifPresent(warnings::add);
    if (!interleaved) {
      warnings.add(
          "not interleaved: the sides were not measured in turn, so a drift of the host looks like"
              + " a change");
    }
    runA.warnings().forEach(warning -> warnings.add("A: " + warning));
    runB.warnings().forEach(warning -> warnings.add("B: " + warning));
    return warnings;
  }

  /** The stamp, where it has to be; pairs of which one is absent have no tau to speak of. */
  private static Optional<String> uncalibrated(List<Measured> measured) {
    List<Measured> gated =
        measured.stream()
            .filter(one -> one.pair().gated() && one.comparison().isPresent())
            .toList();
    long without = gated.stream().filter(one -> !one.tau().calibrated()).count();
    boolean unknown = measured.stream().noneMatch(one -> one.tau().calibrated());
    if (unknown) {
      return Optional.of(
          "UNCALIBRATED: no A/A run of this host says how small a change it can show");
    }
    return without == 0
        ? Optional.empty()
        : Optional.of(
            "UNCALIBRATED: of "
                + without
                + " of "
                + gated.size()
                + " judged series no A/A run of this host says how small a change it can show");
  }
}
