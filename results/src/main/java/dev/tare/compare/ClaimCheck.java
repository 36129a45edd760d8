package dev.tare.compare;

import dev.tare.result.Claim;
import dev.tare.result.PublishedFigure;
import dev.tare.result.Run;
import dev.tare.result.Topology;
import dev.tare.stats.Comparison;
import dev.tare.stats.Interval;
import dev.tare.stats.Verdict;
import dev.tare.stats.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A published figure beside what was measured here.
 *
 * @param figure the published one
 * @param claim what of it was tested; absent where it has no claim
 * @param measured what was measured here; absent where nothing was
 * @param verdict what the one says of the other
 */
public record ClaimCheck(
    PublishedFigure figure, Optional<Claim> claim, Optional<Row> measured, ClaimVerdict verdict) {

  /**
   * Every figure, with each benchmark of the run that one of its claims is about.
   *
   * @param here what the run was measured on
   */
  public static List<ClaimCheck> all(List<PublishedFigure> figures, Run run, Topology here) {
    List<ClaimCheck> checks = new ArrayList<>();
    Map<String, Compared> known = new TreeMap<>();
    for (PublishedFigure figure : figures) {
      int before = checks.size();
      for (Claim claim : figure.claims()) {
        for (Row row : measured(claim, run, known)) {
          checks.add(
              new ClaimCheck(
                  figure, Optional.of(claim), Optional.of(row), judge(claim, row, here)));
        }
      }
      if (checks.size() == before) {
        checks.add(
            new ClaimCheck(figure, Optional.empty(), Optional.empty(), ClaimVerdict.FIGURES_ALONE));
      }
    }
    return checks;
  }

  /** Returns what a row of the claim's environment against its other one says of the claim. */
  static ClaimVerdict judge(Claim claim, Row row, Topology here) {
    if (claim.topology() != here) {
      return ClaimVerdict.OTHER_TOPOLOGY;
    }
    Optional<Comparison> tested = row.ratio().filter(Comparison::tested);
    boolean few =
        tested.isEmpty()
            || row.is(Verdict.NOT_COMPARABLE)
            || Math.min(tested.get().forksA(), tested.get().forksB()) < Verdicts.MIN_FORKS;
    if (few) {
      return ClaimVerdict.CANNOT_TELL;
    }
    Interval interval = tested.get().ratioCi95();
    if (interval.low() >= claim.low() && interval.high() <= claim.high()) {
      return ClaimVerdict.HOLDS;
    }
    boolean outside = interval.high() < claim.low() || interval.low() > claim.high();
    return outside ? ClaimVerdict.DOES_NOT_HOLD : ClaimVerdict.CANNOT_TELL;
  }

  private static List<Row> measured(Claim claim, Run run, Map<String, Compared> known) {
    Optional<String> environment = stack(run, claim.environment());
    Optional<String> against = stack(run, claim.against());
    if (environment.isEmpty() || against.isEmpty()) {
      return List.of();
    }
    Compared compared =
        known.computeIfAbsent(
            against.get() + " " + environment.get(),
            pair ->
                Comparer.compare(
                    run.only(against.get()), run.only(environment.get()), CompareOptions.DEFAULT));
    return compared.rows().stream()
        .filter(row -> row.comparison().isPresent() && claim.isAbout(row.key()))
        .toList();
  }

  /** The run's stack of that name, plain or else with options in brackets. */
  private static Optional<String> stack(Run run, String name) {
    if (run.environments().containsKey(name)) {
      return Optional.of(name);
    }
    return run.environments().keySet().stream()
        .filter(stack -> stack.replaceAll("\\([^)]*\\)", "").equals(name))
        .findFirst();
  }
}
