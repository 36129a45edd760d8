package dev.tare.report;

import dev.tare.compare.ClaimRow;
import dev.tare.compare.ClaimVerdict;
import dev.tare.compare.Claims;
import dev.tare.compare.HostContext;
import dev.tare.compare.MeasuredCondition;
import dev.tare.result.Claim;
import dev.tare.result.PublishedFigure;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.io.PublishedJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The studies' figures beside those of a run. */
final class Studies {
  private static final String STACK = "layers.stack";

  private Studies() {}

  /**
   * Returns that of the first run that has several environments; of none where no run has.
   *
   * @param sections what an experiment judges itself, which is not told again
   */
  static List<SectionView.Study> of(List<Run> runs, List<Section> sections) {
    Set<List<String>> judged =
        sections.stream()
            .flatMap(section -> section.studies().stream())
            .map(one -> List.of(one.source(), one.theirs()))
            .collect(Collectors.toSet());
    return runs.stream()
        .filter(run -> run.environments().size() > 1)
        .findFirst()
        .map(run -> of(run, judged))
        .orElse(List.of());
  }

  private static List<SectionView.Study> of(Run run, Set<List<String>> elsewhere) {
    PublishedFigure.Library library = PublishedJson.read();
    HostContext context = new HostContext(0, !isHost(run));
    Claims claims = new Claims(Claim.MATRIX, MeasuredCondition.of(run), run, context, library);
    List<SectionView.Study> all = new ArrayList<>();
    for (PublishedFigure figure : library.figures()) {
      List<Section.Judged> own =
          claims.of(figure).stream().filter(one -> !one.about().isEmpty()).toList();
      if (!own.isEmpty()) {
        own.forEach(one -> all.add(SectionView.of(one)));
      } else if (!elsewhere.contains(List.of(library.source(figure), figure.said()))) {
        all.add(SectionView.of(ClaimRow.alone(library, figure, figure.about())));
      }
    }
    all.sort(Comparator.comparing(one -> one.verdict().equals(ClaimVerdict.FIGURES_ALONE.label())));
    return all;
  }

  /** A run whose bare environment does not say that no layer is around it counts as a guest's. */
  private static boolean isHost(Run run) {
    return run.environments().values().stream()
        .anyMatch(facts -> facts.get(STACK).filter("bare"::equals).isPresent());
  }
}
