package dev.tare.compare;

import dev.tare.result.Claim;
import dev.tare.result.Facts;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Section.Cell;
import dev.tare.result.Series;
import dev.tare.stats.Comparison;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Interval;
import dev.tare.stats.Proportion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what a run says of a claim: a figure with its interval, and a verdict. */
final class ClaimEvidence {
  /** Work never finishes where it does so less often than not, and never did. */
  private static final double MOSTLY = .5;

  /** A guest may show another CPU than its host. */
  private static final Set<String> SAME_MACHINE = Set.of(RequiredFacts.CPU_MODEL);

  /** Holds what has an experiment measure between two. */
  private static final Map<String, String> SECOND_HOST =
      Map.of(
          "network", ": --client 'ssh(host=b)'",
          "service", ": --client 'ssh(host=b)'",
          "migrate", ": --to 'ssh(host=b)'");

  private final Run run;
  private final HostContext context;

  /** A figure, and what it says. */
  record Told(Cell ours, ClaimVerdict verdict) {}

  /**
   * A series, and the same of the condition's base, of the other condition and of that one's base,
   * as far as there are such; where a claim names none, they are its own.
   */
  record Column(Series own, List<Series> partners) {
    private static final int PARTNERS = 3;
  }

  ClaimEvidence(Run run, HostContext context) {
    this.run = run;
    this.context = context;
  }

  /** Tells in how many blocks work never finished, of those in which it was tried. */
  record Ends(long never, int tried) {
    static Ends of(List<Series> condition) {
      double[] ends =
          condition.stream()
              .filter(one -> one.key().benchmark().endsWith("." + Metrics.GIVEN_UP.name()))
              .flatMapToDouble(one -> Arrays.stream(SeriesSummary.forkSummaries(one)))
              .toArray();
      return new Ends(Arrays.stream(ends).filter(value -> value > 0).count(), ends.length);
    }

    /** Tells whether that is all there is to be told. */
    boolean tellsAll(Claim claim) {
      return tried > 0 && (claim.never() || never == tried);
    }

    private ClaimVerdict verdict(Claim claim) {
      ClaimVerdict mostly = ClaimVerdict.of(Proportion.ci95(never, tried), tried, MOSTLY, 1);
      if (mostly == ClaimVerdict.HOLDS && never < tried) {
        return ClaimVerdict.CANNOT_TELL;
      }
      boolean beyond = mostly == ClaimVerdict.HOLDS && claim.high().isPresent();
      return beyond ? ClaimVerdict.DOES_NOT_HOLD : mostly;
    }

    private String text() {
      return "DNF in " + never + " of " + tried + " blocks";
    }

    private Cell cell() {
      Interval share = Proportion.ci95(never, tried);
      return Cell.of(
          text()
              + String.format(
                  Locale.ROOT, " [%.0f, %.0f] %%", 100 * share.low(), 100 * share.high()));
    }
  }

  /** Tells of work that never finished. */
  Told of(Claim claim, MeasuredCondition own, MeasuredCondition other, Ends ends) {
    return told(claim, own, other, ends.cell(), ends.verdict(claim));
  }

  /** Tells of the figure; absent where a series has no partner. */
  Optional<Told> of(
      Claim claim, MeasuredCondition own, MeasuredCondition other, Column column, Ends ends) {
    if (column.partners().size() < Column.PARTNERS) {
      return Optional.empty();
    }
    Optional<Figure> figure = claim.isAlone() ? alone(column.own()) : ratio(claim, column);
    return figure.map(
        one -> {
          ClaimVerdict verdict = one.verdict(claim);
          Optional<String> obstacle = obstacle(column);
          // Those that finished say nothing of how long the others would have taken.
          if (ends.never() > 0 && verdict == ClaimVerdict.HOLDS && claim.high().isPresent()) {
            obstacle = Optional.of(ends.text());
          }
          return told(
              claim,
              own,
              other,
              obstacle.map(why -> with(one.cell(), why)).orElse(one.cell()),
              obstacle.isPresent() ? ClaimVerdict.CANNOT_TELL : verdict);
        });
  }

  private Told told(
      Claim claim,
      MeasuredCondition own,
      MeasuredCondition other,
      Cell ours,
      ClaimVerdict verdict) {
    Told here = new Told(ours, claim.isUnjudged() ? ClaimVerdict.FIGURES_ALONE : verdict);
    return elsewhere(claim, own, other)
        .filter(why -> !claim.isUnjudged())
        .map(why -> new Told(with(ours, why), ClaimVerdict.OTHER_TOPOLOGY))
        .orElse(here);
  }

  private static Cell with(Cell cell, String why) {
    return cell.with(cell.words() + " (" + why + ")");
  }

  /** Is a figure on its way to a verdict. */
  private record Figure(double value, Interval ci95, int forks, String unit) {
    Cell cell() {
      String of = "of " + forks + (forks == 1 ? " fork" : " forks");
      boolean known = ci95.bounded() && ci95.high() < Double.MAX_VALUE;
      return known
          ? new Cell(value, ci95.low(), ci95.high(), unit, of)
          : Cell.of(value, unit).with(of);
    }

    ClaimVerdict verdict(Claim claim) {
      double high = claim.high().orElse(Double.POSITIVE_INFINITY);
      return ClaimVerdict.of(ci95, forks, claim.low().orElse(0), high);
    }
  }

  private static Optional<Figure> alone(Series series) {
    double[] logs =
        Arrays.stream(SeriesSummary.forkSummaries(series))
            .filter(value -> value > 0)
            .map(Math::log)
            .toArray();
    if (logs.length == 0) {
      return Optional.empty();
    }
    GeometricMean mean = GeometricMean.of(logs);
    return Optional.of(new Figure(mean.value(), mean.ci95(), mean.forks(), series.unit().text()));
  }

  private static Optional<Figure> ratio(Claim claim, Column column) {
    List<BlockCosts> costs = column.partners().stream().map(BlockCosts::of).toList();
    BlockCosts above = BlockCosts.of(column.own());
    BlockCosts below = claim.over().isEmpty() ? costs.get(0) : costs.get(1);
    if (!claim.over().isEmpty() && !claim.base().isEmpty()) {
      above = above.over(costs.get(0));
      below = below.over(costs.get(2));
    }
    if (above.isEmpty() || below.isEmpty()) {
      return Optional.empty();
    }
    Comparison ratio = above.against(below);
    int forks = Math.min(ratio.forksA(), ratio.forksB());
    return Optional.of(new Figure(ratio.ratio(), ratio.ratioCi95(), forks, Cell.TIMES));
  }

  /** Tells why there is no verdict, whatever the figure is. */
  private Optional<String> obstacle(Column column) {
    return column.partners().stream()
        .flatMap(
            one ->
                Stream.of(column.own(), one)
                    .filter(each -> run.factsOf(each).get(Facts.KEPT).isPresent())
                    .map(each -> "a guest that was kept is one sample")
                    .findFirst()
                    .or(() -> RequiredFacts.difference(run, column.own(), run, one, SAME_MACHINE))
                    .stream())
        .findFirst();
  }

  /** Tells why figures cannot be held against the study's; absent where they can. */
  private Optional<String> elsewhere(Claim claim, MeasuredCondition own, MeasuredCondition other) {
    int hosts = claim.hosts().orElse(1);
    if (own.hosts() != hosts || other.hosts() != hosts) {
      return Optional.of(
          hosts == 1
              ? "theirs was one host"
              : "theirs were "
                  + hosts
                  + " hosts"
                  + SECOND_HOST.getOrDefault(claim.experiment(), ""));
    }
    if (context.cpus() < claim.cpus().orElse(0)) {
      int cpus = claim.cpus().getAsInt();
      return Optional.of("theirs had " + cpus + " CPUs, this host has " + context.cpus());
    }
    for (MeasuredCondition one : List.of(own, other)) {
      if (claim.without().entrySet().stream()
          .anyMatch(option -> one.stack().has(option.getKey(), option.getValue()))) {
        return Optional.of("theirs was not " + one.name());
      }
      if (one.emulated()) {
        return Optional.of("ours is emulated");
      }
    }
    return context.itselfGuest() ? Optional.of("this host is itself a guest") : Optional.empty();
  }
}
