package dev.tare.experiment.isolation;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Found;
import dev.tare.experiment.Span;
import dev.tare.experiment.Words;
import dev.tare.launch.Limits;
import dev.tare.report.CellText;
import dev.tare.result.Column;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Outliers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Says what was found, as tables and bars. */
final class IsolationSection {
  private static final List<Column> HURT =
      List.of(
          Column.text("environment"),
          Column.text("allocation"),
          Column.text("neighbour"),
          Column.number("throughput left"),
          Column.number("p50"),
          Column.number("p99"),
          Column.number("did not finish"),
          Column.number("failed"),
          Column.number("recovers in"),
          Column.number("not while watched"),
          Column.number("host back in"));
  private static final List<Column> COUNTS =
      List.of(
          Column.text("environment"),
          Column.text("allocation"),
          Column.text("neighbour"),
          Column.text("who"),
          Column.text("seen from"),
          Column.number("OOM kills"),
          Column.number("fork failures"),
          Column.number("throttled"));

  private final Found<Isolate.Parameters, Pairing, PairOutcome> found;
  private final List<Pairing> pairs;

  IsolationSection(Found<Isolate.Parameters, Pairing, PairOutcome> found) {
    this.found = found;
    this.pairs = found.conditions().stream().filter(one -> one.neighbour().isPresent()).toList();
  }

  Section section() {
    List<Section.Bars> bars = new ArrayList<>();
    List<Section.Table> tables = new ArrayList<>();
    Map<Victim, List<Pairing>> byVictim =
        pairs.stream()
            .collect(
                Collectors.groupingBy(Pairing::victim, LinkedHashMap::new, Collectors.toList()));
    byVictim.forEach(
        (victim, own) -> {
          bars.add(bars(victim, own));
          tables.add(
              new Section.Table(
                  victim.word() + " beside a neighbour, against alone",
                  HURT,
                  own.stream().map(this::hurt).toList()));
          tables.add(
              new Section.Table(
                  victim.word() + ": what the kernel refused, all blocks",
                  COUNTS,
                  own.stream().flatMap(one -> counts(one).stream()).toList()));
          new FloodTable(found).of(victim, own).ifPresent(tables::add);
        });
    return new Section(
            "isolation",
            "How much a neighbour hurts",
            lead(),
            List.of(),
            bars,
            tables,
            List.of(),
            notes())
        .answering(answer());
  }

  private String answer() {
    Map<String, Pairing> worst = new LinkedHashMap<>();
    for (Pairing one : pairs) {
      if (left(one).isPresent()) {
        worst.merge(
            one.victim().word() + " in " + one.stack().text(),
            one,
            (a, b) -> left(a).getAsDouble() <= left(b).getAsDouble() ? a : b);
      }
    }
    return worst.entrySet().stream()
        .map(one -> one.getKey() + " is hurt most by " + most(one.getValue()))
        .collect(Collectors.joining(" "));
  }

  /**
   * Returns that of the throughput alone, 0 where the work never finishes; absent where nobody
   * knows.
   */
  private OptionalDouble left(Pairing one) {
    return neverFinishes(one)
        ? OptionalDouble.of(0)
        : throughput(one).stream().mapToDouble(GeometricMean::value).findFirst();
  }

  private String most(Pairing one) {
    String left = CellText.of(Cells.of(throughput(one), Cell.NUMBER));
    return one.company()
        + " ("
        + one.allocation().word()
        + "): "
        + (neverFinishes(one) ? "its work does not finish." : left + " of its throughput is left.");
  }

  private String lead() {
    Terms terms = new Terms(found.plan(), OptionalLong.empty());
    Limits limits = found.plan().setting().limits();
    return "A victim with work that takes "
        + Words.plain(terms.seconds())
        + " s alone, beside a neighbour in an environment of the same kind with the same"
        + " limits (memory "
        + Words.bytes(limits.memoryBytes().orElseThrow())
        + ", pids "
        + limits.pids().orElseThrow()
        + "). Throughput left is 1 where the neighbour is not felt; latencies are times those"
        + " alone; intervals are 95 % over blocks. DNF: the work took more than "
        + Words.plain(Terms.PATIENCE)
        + " times as long as alone, and more than 30 s. Recovers in: from the neighbour's end until "
        + Recovery.STEADY
        + " slices of "
        + Math.round(1000 * FixedWork.SLICE)
        + " ms in a row take at most "
        + Math.round(100 * Recovery.TOLERANCE)
        + " % longer than alone.";
  }

  private Section.Bars bars(Victim victim, List<Pairing> own) {
    List<Section.Bar> all = new ArrayList<>(own.stream().map(this::bar).toList());
    all.addAll(found.claims().bars(labels -> victim.word().equals(labels.get(Pairing.VICTIM))));
    return new Section.Bars(victim.word(), "throughput left, 1 alone", all);
  }

  private Section.Bar bar(Pairing one) {
    Cell left = Cells.of(throughput(one), Cell.NUMBER);
    boolean some = given(one) > 0 && left.value() != null;
    Cell figure = some ? left.with(", DNF " + given(one) + " of " + tried(one)) : left;
    return new Section.Bar(
        String.join(", ", CellText.of(names(one))),
        neverFinishes(one) ? Cell.of("DNF") : left.value() == null ? Cell.of("no figure") : figure);
  }

  private List<Cell> hurt(Pairing one) {
    List<OptionalDouble> recovered = recoveries(one);
    long failed = found.outcomes(one).stream().filter(outcome -> !outcome.measured()).count();
    long never = recovered.stream().filter(OptionalDouble::isEmpty).count();
    List<Cell> cells = new ArrayList<>(names(one));
    cells.add(neverFinishes(one) ? Cell.of("DNF") : Cells.of(throughput(one), Cell.NUMBER));
    cells.add(Cells.times(found.ratio(Metrics.P50, one, one.alone())));
    cells.add(Cells.times(found.ratio(Metrics.P99, one, one.alone())));
    cells.add(Cell.of(given(one), Cell.COUNT).with("of " + tried(one)));
    cells.add(Cell.of(failed, Cell.COUNT).with("of " + tried(one)));
    cells.add(Cell.of(median(recovered.stream().flatMapToDouble(OptionalDouble::stream)), "s"));
    cells.add(recovered.isEmpty() ? Cell.NONE : Cell.of(never, Cell.COUNT));
    cells.add(hostBack(one));
    return cells;
  }

  private List<Cell> names(Pairing one) {
    return List.of(
        Cell.of(found.called(one.stack().text())),
        Cell.of(one.allocation().word()),
        Cell.of(one.company()));
  }

  private int tried(Pairing one) {
    return found.outcomes(one).size();
  }

  private long given(Pairing one) {
    return found.samples(Metrics.GIVEN_UP, one).stream().filter(is -> is.value() > 0).count();
  }

  /** Tells whether the work was given up in every block in which it was tried. */
  private boolean neverFinishes(Pairing one) {
    return given(one) > 0 && found.samples(Metrics.WORK, one).isEmpty();
  }

  /** Tells how much of the throughput alone is left, of the blocks in which both finished. */
  private Optional<GeometricMean> throughput(Pairing one) {
    return found.ratio(Metrics.WORK, one.alone(), one);
  }

  /**
   * Time to recover, by block, s; absent where it did not recover as long as it was watched. None
   * where nobody knows what a slice takes alone, in the same block where that has one.
   */
  private List<OptionalDouble> recoveries(Pairing one) {
    Map<Integer, PairOutcome> alone = found.byBlock(one.alone());
    List<OptionalDouble> seconds = new ArrayList<>();
    found
        .byBlock(one)
        .forEach(
            (block, outcome) -> {
              OptionalDouble slice = slice(List.of(alone.getOrDefault(block, PairOutcome.NONE)));
              OptionalDouble any = slice.isPresent() ? slice : slice(alone.values());
              if (outcome.goneNs().isPresent() && any.isPresent()) {
                long gone = outcome.goneNs().getAsLong();
                seconds.add(Recovery.seconds(outcome.pieces(), gone, any.getAsDouble()));
              }
            });
    return seconds;
  }

  private static OptionalDouble slice(Iterable<PairOutcome> outcomes) {
    DoubleStream.Builder seconds = DoubleStream.builder();
    outcomes.forEach(one -> one.pieces().forEach(piece -> seconds.add(piece.seconds())));
    return median(seconds.build());
  }

  private static OptionalDouble median(DoubleStream values) {
    double[] all = values.toArray();
    return all.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Outliers.median(all));
  }

  private Cell hostBack(Pairing one) {
    boolean late = found.outcomes(one).stream().anyMatch(is -> !is.missing().isEmpty());
    OptionalDouble longest =
        found.samples(Metrics.HOST_BACK, one).stream().mapToDouble(Sample::value).max();
    return late ? Cell.of("not in time") : Cell.of(longest, "s");
  }

  private List<List<Cell>> counts(Pairing one) {
    List<List<Cell>> rows = new ArrayList<>();
    for (String who : List.of(PairTrial.VICTIM, PairTrial.NEIGHBOUR)) {
      for (String from : List.of(KernelCounts.INSIDE, KernelCounts.OUTSIDE)) {
        List<Cell> cells = new ArrayList<>(names(one));
        cells.addAll(List.of(Cell.of(who), Cell.of(from)));
        for (Metric metric :
            List.of(Metrics.OOM_KILLS, Metrics.FORKS_REFUSED, Metrics.THROTTLED_TIME)) {
          cells.add(sum(one, metric, Map.of("who", who, "from", from)));
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  private Cell sum(Pairing one, Metric metric, Map<String, String> labels) {
    return found.samples(metric, one).stream()
        .filter(is -> is.labels().equals(labels))
        .map(Sample::value)
        .reduce(Double::sum)
        .map(all -> Cell.of(all, metric.unit()))
        .orElse(Cell.NONE);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Pairing one : pairs) {
      for (Sample covered : found.samples(Metrics.OVERLAP, one)) {
        if (covered.value() < Span.LEAST_OVERLAP) {
          notes.add(
              one.name()
                  + ", block "
                  + covered.block()
                  + ": the neighbour was there only "
                  + Words.percent(OptionalDouble.of(covered.value()))
                  + " of the time");
        }
      }
    }
    return notes;
  }
}
