package dev.tare.compare;

import dev.tare.result.Direction;
import dev.tare.result.Replicate;
import dev.tare.stats.Comparison;
import dev.tare.stats.Family;
import dev.tare.stats.Interval;
import dev.tare.stats.Judgement;
import dev.tare.stats.Reason;
import dev.tare.stats.Summaries;
import dev.tare.stats.Tau;
import dev.tare.stats.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds what is said of a row beside its figures. */
final class RowNotes {
  /** Says why a verdict is not what the latest look alone would say. */
  static final String BEFORE = "decided before more forks were added";

  private static final String NOISE = "noise: ";

  /** Logarithms that are that near to each other are printed alike. */
  private static final double SAME = .01;

  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private final Measured row;

  RowNotes(Measured row) {
    this.row = row;
  }

  /** Says why the verdict is what it is; empty where there is no more to say. */
  String why(Optional<Judgement> judgement, Family family) {
    if (judgement.filter(one -> one.verdict() == Verdict.NOT_COMPARABLE).isPresent()) {
      return row.pair().obstacle().orElseGet(this::noRatio);
    }
    Optional<Reason> reason = judgement.flatMap(Judgement::reason);
    if (reason.filter(one -> one == Reason.BELOW_TAU).isPresent()) {
      return "a clear change, smaller than what matters here";
    }
    if (row.oneSample() && reason.isPresent()) {
      return "a guest that is kept over all blocks is one sample: it gets no verdict";
    }
    if (reason.filter(Measured::moreForksHelp).isPresent()
        && row.forks() <= 1
        && !new Spread(row.a(), row.b()).isKnown()) {
      return row.forks() == 0 ? "no " + row.replicate().one() + " gave it" : oneFork();
    }
    if (row.scale() == Summaries.Scale.ABSOLUTE) {
      return row.gated()
          ? smallest() + ": differences count from " + inUnit(row.smallestDifference())
          : noRatio();
    }
    return Measured.isNoChange(judgement) ? ownInterval(family) : "";
  }

  /** The interval that says no change, where the one that is shown is too wide to say so. */
  private String ownInterval(Family family) {
    Comparison known = row.comparison().orElseThrow();
    if (known.ci95().within(Math.log1p(row.tau().asked()))) {
      return "";
    }
    Interval own = known.byT(family.alpha()).exp();
    return String.format(
        Locale.ROOT,
        "no change by its %.0f %% interval, %.3f to %.3f",
        100 * (1 - 2 * family.alpha()),
        own.low(),
        own.high());
  }

  /** Tells by a spread that is taken for the real one how many forks a ratio would take. */
  private String oneFork() {
    String taken = row.scale() == Summaries.Scale.LOG ? " and taken as 2 %" : "";
    return "one " + row.replicate().one() + ": its spread is not known" + taken;
  }

  private String smallest() {
    boolean ratio = row.a().orElseThrow().isPositive() && row.b().orElseThrow().isPositive();
    return ratio ? "they differ by less than one" : "a value is 0 or less";
  }

  private String inUnit(double value) {
    String digits = new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
    return digits + " " + row.pair().either().unit().text();
  }

  private String noRatio() {
    boolean zero = row.scale() == Summaries.Scale.ABSOLUTE;
    List<String> places = new ArrayList<>();
    row.a().ifPresent(side -> place(side, "A", zero, places));
    row.b().ifPresent(side -> place(side, "B", zero, places));
    return (zero ? "a value is 0 or less" : "a value is not a finite number")
        + (places.isEmpty() ? "" : ": " + String.join(", ", places));
  }

  private static void place(SeriesSummary side, String name, boolean zero, List<String> places) {
    List<String> forks = zero ? side.notPositive() : side.notFinite();
    if (!forks.isEmpty()) {
      Replicate one = side.series().replicate();
      boolean all = forks.size() == side.forks().length && forks.size() > 1;
      places.add(
          all
              ? "all " + one.many() + " of " + name
              : name + "'s " + one.one() + " " + String.join(", ", forks));
    }
  }

  /** Returns what speaks against the figures. */
  List<String> warnings(Tau usual) {
    if (row.a().isEmpty() || row.b().isEmpty()) {
      return List.of();
    }
    Set<String> notes = new LinkedHashSet<>();
    SeriesSummary a = row.a().get();
    SeriesSummary b = row.b().get();
    a.notes().forEach(note -> notes.add(note.text("A")));
    b.notes().forEach(note -> notes.add(note.text("B")));
    if (row.tau().value() != usual.value()) {
      double percent = row.tau().value() * 100;
      notes.add(
          String.format(
              Locale.ROOT, percent < .1 ? "counts from %.2g %%" : "counts from %.1f %%", percent));
    }
    row.comparison()
        .filter(known -> known.se() == 0 && known.d() != 0)
        .ifPresent(
            known ->
                notes.add(
                    "DEGENERATE: the " + row.replicate().many() + " of a side are all alike"));
    row.comparison().filter(known -> row.partly()).map(this::ofBlocks).ifPresent(notes::add);
    row.comparison().flatMap(this::otherThanTheMeanRatio).ifPresent(notes::add);
    noise(a, b).ifPresent(notes::add);
    if (row.scale() == Summaries.Scale.LOG && row.cpuTime().isPresent()) {
      double matters = Math.log1p(row.tau().value());
      row.comparison()
          .flatMap(wall -> CpuTimes.waiting(wall, row.cpuTime().get(), matters))
          .ifPresent(notes::add);
    }
    return List.copyOf(notes);
  }

  private String ofBlocks(Comparison known) {
    return "compared by the blocks that both have, %s: %d/%d"
        .formatted(row.replicate().many(), known.forksA(), known.forksB());
  }

  /** Ranks give an outlying fork less weight than the means do: then the ratio is not theirs. */
  private Optional<String> otherThanTheMeanRatio(Comparison known) {
    if (row.scale() == Summaries.Scale.ABSOLUTE) {
      return otherThanTheMeans(known);
    }
    return row.scale() == Summaries.Scale.LOG && Math.abs(known.mean() - known.d()) > SAME
        ? Optional.of(
            String.format(
                Locale.ROOT, "ratio by ranks, that of the means is %.4g", Math.exp(known.mean())))
        : Optional.empty();
  }

  private Optional<String> otherThanTheMeans(Comparison known) {
    double sign = row.pair().either().direction() == Direction.HIGHER ? -1 : 1;
    return Math.abs(known.mean() - known.d()) > SAME * Math.abs(known.mean())
        ? Optional.of(
            "difference by ranks, that of the plain means is " + inUnit(sign * known.mean()))
        : Optional.empty();
  }

  private Optional<String> noise(SeriesSummary a, SeriesSummary b) {
    List<String> parts = new ArrayList<>();
    part("A", a.noise(), parts);
    part("B", b.noise(), parts);
    return parts.isEmpty() ? Optional.empty() : Optional.of(NOISE + String.join("; ", parts));
  }

  private void part(String side, NoiseSummary noise, List<String> parts) {
    if (noise.flagged() > 0 || noise.throttledByOwnQuota() > 0) {
      parts.add(side + " " + noise.text(row.replicate()));
    }
  }
}
