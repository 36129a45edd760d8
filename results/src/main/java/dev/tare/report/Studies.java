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
import dev.tare.result.StudyCommand;
import dev.tare.result.io.PublishedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts what was measured beside the studies' figures: each figure once, whoever judged it. */
final class Studies {
  private static final String STACK = "layers.stack";
  private static final String NOT_MEASURED = "not measured here";
  private static final String EARLIER = "Of an earlier version";

  private final PublishedFigure.Library library = PublishedJson.read();
  private final List<Section.Judged> measured = new ArrayList<>();

  private Studies() {}

  /**
   * Returns all studies beside the first run that has several environments, and what experiments
   * judged; none where nothing is compared.
   */
  static List<StudyView> of(List<Run> runs, List<Section> sections) {
    Studies studies = new Studies();
    boolean several = runs.stream().anyMatch(Studies::hasSeveral);
    if (!several && sections.stream().allMatch(one -> one.studies().isEmpty())) {
      return List.of();
    }
    studies.take(runs.stream().filter(Studies::hasSeveral).findFirst(), sections);
    return studies.all();
  }

  /** A part of what was measured for a study: its run, and what its experiment found. */
  record Part(Run run, List<Section> sections) {}

  /** Returns one study beside all that was measured for it. */
  static StudyView of(String paper, List<Part> parts) {
    Studies studies = new Studies();
    parts.forEach(part -> studies.take(Optional.of(part.run()), part.sections()));
    return studies.view(paper);
  }

  private static boolean hasSeveral(Run run) {
    return run.environments().size() > 1;
  }

  private void take(Optional<Run> beside, List<Section> sections) {
    sections.stream()
        .flatMap(section -> section.studies().stream())
        .filter(Studies::isMeasured)
        .forEach(measured::add);
    beside.ifPresent(run -> claims(run).all().stream().filter(isAbout()).forEach(measured::add));
  }

  /** An earlier version kept no word of what a figure is about. */
  private static boolean isMeasured(Section.Judged one) {
    return isAbout().test(one) || !one.verdict().equals(ClaimVerdict.FIGURES_ALONE.label());
  }

  private static Predicate<Section.Judged> isAbout() {
    return one -> !one.about().isEmpty();
  }

  private Claims claims(Run run) {
    HostContext context = new HostContext(0, !isHost(run));
    return new Claims(Claim.MATRIX, MeasuredCondition.of(run), run, context, library);
  }

  /** A run whose bare environment does not say that no layer is around it counts as a guest's. */
  private static boolean isHost(Run run) {
    return run.environments().values().stream()
        .anyMatch(facts -> facts.get(STACK).filter("bare"::equals).isPresent());
  }

  private List<StudyView> all() {
    List<StudyView> all =
        new ArrayList<>(library.papers().keySet().stream().map(this::view).toList());
    List<StudyView.Figure> earlier =
        measured.stream()
            .filter(one -> library.figures().stream().noneMatch(figure -> isOf(figure, one)))
            .map(
                one ->
                    new StudyView.Figure(
                        one.source(), one.claim(), one.theirs(), List.of(row(one)), null))
            .toList();
    if (!earlier.isEmpty()) {
      all.add(view("earlier", EARLIER, "figures as they were printed then", earlier));
    }
    return all;
  }

  private StudyView view(String paper) {
    PublishedFigure.Study study = library.papers().get(paper);
    List<StudyView.Figure> figures =
        library.figures().stream()
            .filter(one -> one.paper().equals(paper))
            .map(this::figure)
            .toList();
    return view(paper, study.name(), study.title(), figures);
  }

  private static StudyView view(
      String id, String name, String title, List<StudyView.Figure> figures) {
    return new StudyView(id, name, title, found(figures), figures);
  }

  private boolean isOf(PublishedFigure figure, Section.Judged one) {
    return one.source().equals(library.source(figure)) && one.theirs().equals(figure.said());
  }

  private StudyView.Figure figure(PublishedFigure figure) {
    List<Section.Judged> own = measured.stream().filter(one -> isOf(figure, one)).toList();
    List<String> claims = figure.claims().stream().map(ClaimRow::words).toList();
    List<StudyView.CheckedClaim> rows = new ArrayList<>();
    for (Claim claim : figure.claims()) {
      String words = ClaimRow.words(claim);
      List<StudyView.CheckedClaim> of =
          own.stream().filter(one -> one.claim().equals(words)).map(Studies::row).toList();
      rows.addAll(of.isEmpty() && isMeasuredBy(figure, claim) ? List.of(unmeasured(words)) : of);
    }
    own.stream().filter(one -> !claims.contains(one.claim())).forEach(one -> rows.add(row(one)));
    boolean open = rows.isEmpty() || rows.stream().anyMatch(row -> !row.measured());
    return new StudyView.Figure(
        figure.where(),
        figure.about(),
        figure.said(),
        rows,
        open ? figure.command().map(StudyCommand::text).orElse(null) : null);
  }

  /** Tells whether a figure's command would; what a matrix says besides is not missed. */
  private static boolean isMeasuredBy(PublishedFigure figure, Claim claim) {
    return figure.command().filter(one -> one.verb().equals(claim.experiment())).isPresent();
  }

  private static StudyView.CheckedClaim unmeasured(String claim) {
    return new StudyView.CheckedClaim(
        claim, NOT_MEASURED, ClaimVerdict.FIGURES_ALONE.label(), false);
  }

  private static StudyView.CheckedClaim row(Section.Judged one) {
    String about = one.about().isEmpty() ? "" : one.about() + ": ";
    return new StudyView.CheckedClaim(
        one.claim(), about + CellText.of(one.ours()), one.verdict(), true);
  }

  private static String found(List<StudyView.Figure> figures) {
    List<StudyView.CheckedClaim> rows =
        figures.stream().flatMap(one -> one.rows().stream()).toList();
    String judged =
        Stream.of(ClaimVerdict.values())
            .map(verdict -> told(rows, verdict))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    long open = figures.stream().filter(StudyView.Figure::open).count();
    return (judged.isEmpty() ? "Nothing of it was measured here" : "Of its claims: " + judged)
        + (open == 0 ? "" : "; " + open + " of " + figures.size() + " figures are open")
        + ".";
  }

  private static String told(List<StudyView.CheckedClaim> rows, ClaimVerdict verdict) {
    long count =
        rows.stream()
            .filter(row -> row.measured() && row.verdict().equals(verdict.label()))
            .count();
    return count == 0 ? "" : count + " " + verdict.label();
  }
}
