package dev.tare.report;

import dev.tare.compare.ClaimCheck;
import dev.tare.compare.ClaimVerdict;
import dev.tare.compare.Row;
import dev.tare.result.Claim;
import dev.tare.result.PublishedFigure;
import dev.tare.result.Run;
import dev.tare.result.Topology;
import dev.tare.result.io.PublishedJson;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The studies' figures beside those of a run. */
final class Studies {
  private static final String STACK = "layers.stack";
  private static final Comparator<ClaimCheck> TESTED_FIRST =
      Comparator.comparing(check -> check.verdict() == ClaimVerdict.FIGURES_ALONE);

  private Studies() {}

  /** Returns that of the first run that has several environments; of none where no run has. */
  static List<ReportData.Study> of(List<Run> runs, ShortNames names) {
    return runs.stream()
        .filter(run -> run.environments().size() > 1)
        .findFirst()
        .map(run -> of(run, names))
        .orElse(List.of());
  }

  private static List<ReportData.Study> of(Run run, ShortNames names) {
    return ClaimCheck.all(PublishedJson.figures(), run, topology(run)).stream()
        .sorted(TESTED_FIRST)
        .map(check -> study(check, names))
        .toList();
  }

  /** A run whose bare environment does not say that no layer is around it counts as a guest's. */
  private static Topology topology(Run run) {
    boolean host =
        run.environments().values().stream()
            .anyMatch(facts -> facts.get(STACK).filter("bare"::equals).isPresent());
    return host ? Topology.HOST : Topology.GUEST;
  }

  private static ReportData.Study study(ClaimCheck check, ShortNames names) {
    PublishedFigure figure = check.figure();
    String author = figure.study().authors().split("[, ]")[0];
    String unit = figure.unit().map(text -> " " + text).orElse("");
    String theirs =
        figure.values().entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue() + unit)
            .collect(Collectors.joining("; "));
    return new ReportData.Study(
        author + " " + figure.study().year() + ", " + figure.where(),
        claim(figure, check),
        theirs.isEmpty() ? figure.statement().orElse("-") : theirs,
        check.measured().map(row -> ours(check.claim().orElseThrow(), row, names)).orElse("-"),
        check.verdict().label());
  }

  private static String claim(PublishedFigure figure, ClaimCheck check) {
    String about = figure.subject().isEmpty() ? figure.experiment() : figure.subject();
    return check
        .claim()
        .map(
            known ->
                about
                    + ": "
                    + known.environment()
                    + " over "
                    + known.against()
                    + " "
                    + bounds(known.low(), known.high())
                    + " ("
                    + known.reading()
                    + ")")
        .orElseGet(() -> about + figure.statement().map(said -> ": " + said).orElse(""));
  }

  private static String bounds(double low, double high) {
    if (Double.isInfinite(high)) {
      return "at least " + Quantity.times(low);
    }
    return low == 0
        ? "at most " + Quantity.times(high)
        : Quantity.digits(low) + " to " + Quantity.digits(high) + "\u00d7";
  }

  private static String ours(Claim claim, Row row, ShortNames names) {
    return Figures.ratio(row)
        .map(
            ratio ->
                OneLine.of(names.of(row.key()))
                    + ": "
                    + claim.environment()
                    + " "
                    + ratio.text()
                    + " ["
                    + ratio.interval()
                    + "], forks "
                    + ratio.forks())
        .orElse("-");
  }
}
