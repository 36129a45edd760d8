package dev.tare.experiment.density;

import dev.tare.compare.ClaimVerdict;
import dev.tare.experiment.Cells;
import dev.tare.result.PublishedFigure;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.io.PublishedJson;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Verdicts;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What of a study's figure can be held against ours: that one thing over another lies between two
 * bounds.
 *
 * @param study its id, such as {@code dhar2016}
 * @param where in it
 * @param experiment what the figure is of: several may stand in one place
 * @param reading the claim in words, with how the bounds follow from the figure
 * @param low the least ratio that agrees with it
 * @param high the largest
 */
public record StudyClaim(
    String study, String where, String experiment, String reading, double low, double high) {
  private static final String UNMEASURED = "not measured here";

  /**
   * The figure beside ours.
   *
   * @param ours the ratio over blocks; absent where it was not measured
   * @param about what was compared, in words
   * @param otherGround why the two cannot be held against each other; absent where they can
   */
  public Section.Judged beside(
      Optional<GeometricMean> ours, String about, Optional<String> otherGround) {
    Cell measured =
        ours.map(
                ratio ->
                    Cells.times(ours).with(otherGround.map(text -> "(" + text + ")").orElse("")))
            .orElse(Cell.of(UNMEASURED));
    return beside(ours.isPresent() ? about : "", measured, verdict(ours, otherGround));
  }

  /**
   * The figure beside the reason why there is none of ours to be held against it.
   *
   * @param why one line
   */
  public Section.Judged beside(String why) {
    return beside("", Cell.of(why), ClaimVerdict.FIGURES_ALONE);
  }

  /** A value of the figure; absent where it has none of that name, or it is no number. */
  public OptionalDouble value(String name) {
    String text = figure().values().getOrDefault(name, "");
    return text.matches("-?\\d+(\\.\\d+)?")
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }

  private Section.Judged beside(String about, Cell ours, ClaimVerdict verdict) {
    PublishedFigure figure = figure();
    String source =
        figure.study().authors().split("[, ]")[0] + " " + figure.study().year() + ", " + where;
    String unit = figure.unit().map(text -> " " + text).orElse("");
    String theirs =
        figure.values().entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue() + unit)
            .collect(Collectors.joining("; "));
    String said = figure.statement().map(text -> theirs.isEmpty() ? text : "; " + text).orElse("");
    return new Section.Judged(reading, source, theirs + said, about, ours, verdict.label());
  }

  /** What the ratio says of the claim. */
  ClaimVerdict verdict(Optional<GeometricMean> ours, Optional<String> otherGround) {
    if (ours.isEmpty()) {
      return ClaimVerdict.FIGURES_ALONE;
    }
    if (otherGround.isPresent()) {
      return ClaimVerdict.OTHER_TOPOLOGY;
    }
    GeometricMean ratio = ours.get();
    if (ratio.forks() < Verdicts.MIN_FORKS) {
      return ClaimVerdict.CANNOT_TELL;
    }
    if (ratio.ci95().low() >= low && ratio.ci95().high() <= high) {
      return ClaimVerdict.HOLDS;
    }
    boolean outside = ratio.ci95().high() < low || ratio.ci95().low() > high;
    return outside ? ClaimVerdict.DOES_NOT_HOLD : ClaimVerdict.CANNOT_TELL;
  }

  private PublishedFigure figure() {
    return PublishedJson.figures().stream()
        .filter(one -> one.study().id().equals(study) && one.where().equals(where))
        .filter(one -> one.experiment().equals(experiment))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no figure " + study + ", " + where));
  }
}
