package dev.tare.experiment.isolation;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Columns;
import dev.tare.experiment.Found;
import dev.tare.experiment.SectionBuilder;
import dev.tare.experiment.Span;
import dev.tare.experiment.Words;
import dev.tare.launch.Limits;
import dev.tare.report.CellText;
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
  private final Found<Isolate.Parameters, Pairing, PairOutcome> found;
  private final List<Pairing> pairs;

  IsolationSection(Found<Isolate.Parameters, Pairing, PairOutcome> found) {
    this.found = found;
    this.pairs = found.conditions().stream().filter(one -> one.neighbour().isPresent()).toList();
  }

  /** Is whose kernel is asked, the victim's or the neighbour's, and from where. */
  private record Counted(Pairing pairing, String who, String from) {}

  Section section() {
    SectionBuilder section = new SectionBuilder();
    Map<Victim, List<Pairing>> byVictim =
        pairs.stream()
            .collect(
                Collectors.groupingBy(Pairing::victim, LinkedHashMap::new, Collectors.toList()));
    byVictim.forEach(
        (victim, own) ->
            section
                .bars(victim.word(), "throughput left, 1 alone", 1.0, bars(victim, own))
                .table(hurt(victim, own))
                .table(counts(victim, own))
                .table(flooded(victim, own)));
    notes().forEach(section::note);
    return section.section("isolation", "How much a neighbour hurts", lead(), answer());
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

  private List<Section.Bar> bars(Victim victim, List<Pairing> own) {
    List<Section.Bar> all = new ArrayList<>(own.stream().map(this::bar).toList());
    all.addAll(found.claims().bars(labels -> victim.word().equals(labels.get(Pairing.VICTIM))));
    return all;
  }

  private Section.Bar bar(Pairing one) {
    Cell left = Cells.of(throughput(one), Cell.NUMBER);
    boolean some = given(one) > 0 && left.value() != null;
    Cell figure = some ? left.with(", DNF " + given(one) + " of " + tried(one)) : left;
    return new Section.Bar(
        String.join(", ", found.called(one), one.allocation().word(), one.company()),
        neverFinishes(one) ? Cell.of("DNF") : left.value() == null ? Cell.of("no figure") : figure);
  }

  private Section.Table hurt(Victim victim, List<Pairing> own) {
    return new Columns<Pairing>()
        .text("environment", found::called)
        .text("allocation", one -> one.allocation().word())
        .text("neighbour", Pairing::company)
        .number(
            "throughput left",
            one -> neverFinishes(one) ? Cell.of("DNF") : Cells.of(throughput(one), Cell.NUMBER))
        .number("p50", one -> Cells.times(found.ratio(Metrics.P50, one, one.alone())))
        .number("p99", one -> Cells.times(found.ratio(Metrics.P99, one, one.alone())))
        .number("did not finish", one -> ofTried(given(one), one))
        .number("failed", one -> ofTried(failed(one), one))
        .number(
            "recovers in",
            "s",
            one -> median(recoveries(one).stream().flatMapToDouble(OptionalDouble::stream)))
        .number("not while watched", this::notRecovered)
        .number("host back in", this::hostBack)
        .table(victim.word() + " beside a neighbour, against alone", own);
  }

  private Cell ofTried(long some, Pairing one) {
    return Cell.of(some, Cell.COUNT).with("of " + tried(one));
  }

  private long failed(Pairing one) {
    return found.outcomes(one).stream().filter(outcome -> !outcome.measured()).count();
  }

  private Cell notRecovered(Pairing one) {
    List<OptionalDouble> recovered = recoveries(one);
    long never = recovered.stream().filter(OptionalDouble::isEmpty).count();
    return recovered.isEmpty() ? Cell.NONE : Cell.of(never, Cell.COUNT);
  }

  private Section.Table flooded(Victim victim, List<Pairing> own) {
    String unit = Metrics.PACKETS.unit();
    return new Columns<Pairing>()
        .text("environment", found::called)
        .text("allocation", one -> one.allocation().word())
        .number("least of a block", unit, one -> values(Metrics.PACKETS, one).min())
        .number("most of a block", unit, one -> values(Metrics.PACKETS, one).max())
        .table(
            victim.word() + ": datagrams a second that the flooded server received",
            own.stream().filter(Pairing::isFlooded).toList());
  }

  private DoubleStream values(Metric metric, Pairing one) {
    return found.samples(metric, one).stream().mapToDouble(Sample::value);
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
    OptionalDouble longest = values(Metrics.HOST_BACK, one).max();
    return late ? Cell.of("not in time") : Cell.of(longest, "s");
  }

  private Section.Table counts(Victim victim, List<Pairing> own) {
    List<Counted> rows = new ArrayList<>();
    for (Pairing one : own) {
      for (String who : List.of(PairTrial.VICTIM, PairTrial.NEIGHBOUR)) {
        rows.add(new Counted(one, who, KernelCounts.INSIDE));
        rows.add(new Counted(one, who, KernelCounts.OUTSIDE));
      }
    }
    return new Columns<Counted>()
        .text("environment", row -> found.called(row.pairing()))
        .text("allocation", row -> row.pairing().allocation().word())
        .text("neighbour", row -> row.pairing().company())
        .text("who", Counted::who)
        .text("seen from", Counted::from)
        .number("OOM kills", row -> sum(row, Metrics.OOM_KILLS))
        .number("fork failures", row -> sum(row, Metrics.FORKS_REFUSED))
        .number("throttled", row -> sum(row, Metrics.THROTTLED_TIME))
        .table(victim.word() + ": what the kernel refused, all blocks", rows);
  }

  private Cell sum(Counted row, Metric metric) {
    Map<String, String> labels = Map.of("who", row.who(), "from", row.from());
    return found.samples(metric, row.pairing()).stream()
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
