package dev.tare.compare;

import dev.tare.result.Claim;
import dev.tare.result.PublishedFigure;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.math.BigDecimal;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a claim down: what it says, where it stands, and what of ours stands beside it. */
public final class ClaimRow {
  private ClaimRow() {}

  /** A figure that nothing here stands beside, with what would measure it. */
  public static Section.Judged alone(
      PublishedFigure.Library library, PublishedFigure figure, String what) {
    return new Section.Judged(
        what,
        library.source(figure),
        figure.said(),
        "",
        Cell.of("not measured here" + figure.command().map(one -> ": " + one.text()).orElse("")),
        ClaimVerdict.FIGURES_ALONE.label());
  }

  static Section.Judged of(
      PublishedFigure.Library library,
      PublishedFigure figure,
      Claim claim,
      String about,
      ClaimEvidence.Told told) {
    return new Section.Judged(
        words(claim),
        library.source(figure),
        figure.said(),
        about,
        told.ours(),
        told.verdict().label());
  }

  /** Draws what the study saw, as the experiment draws ours. */
  static Section.Bar bar(PublishedFigure.Library library, PublishedFigure figure, Claim claim) {
    Cell drawn =
        claim.never()
            ? Cell.of("DNF")
            : Cell.of(claim.drawn(), Cell.NUMBER).with(", " + figure.where());
    String words =
        new TreeMap<>(claim.of())
            .descendingMap().values().stream()
                .map(values -> values.get(0))
                .collect(Collectors.joining(", "));
    return new Section.Bar(library.study(figure) + ": " + words, drawn, true);
  }

  /** Returns its words, and behind them the bounds that the interval is held against. */
  public static String words(Claim claim) {
    if (claim.never() || claim.isAlone()) {
      return claim.reading();
    }
    String low = claim.low().isPresent() ? plain(claim.low().getAsDouble()) : "";
    String high = claim.high().isPresent() ? plain(claim.high().getAsDouble()) : "";
    String bounds =
        low.isEmpty()
            ? "at most " + high
            : high.isEmpty() ? "at least " + low : low + " to " + high;
    return claim.reading() + ": " + bounds + "\u00d7";
  }

  private static String plain(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }
}
