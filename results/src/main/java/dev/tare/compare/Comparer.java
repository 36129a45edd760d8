package dev.tare.compare;

import dev.tare.result.Run;
import dev.tare.stats.BenjaminiHochberg;
import dev.tare.stats.Tau;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    Measurement measurement = new Measurement(runA, runB, tau(), interleaved);
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
    return new Compared(runA.id(), runB.id(), tau(), interleaved, facts, warnings(), rows);
  }

  private double tau() {
    return options.tau().orElse(Tau.uncalibrated().value());
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (options.tau().isEmpty()) {
      warnings.add("UNCALIBRATED: no A/A run of this host says how small a change it can show");
    }
    if (!interleaved) {
      warnings.add(
          "not interleaved: the sides were not measured in turn, so a drift of the host looks like"
              + " a change");
    }
    runA.warnings().forEach(warning -> warnings.add("A: " + warning));
    runB.warnings().forEach(warning -> warnings.add("B: " + warning));
    return warnings;
  }
}
