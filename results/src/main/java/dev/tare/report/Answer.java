package dev.tare.report;

import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.stats.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Holds what a report comes to.
 *
 * @param sentence the answer to its question
 * @param next what would tell more; null where nothing is open
 */
record Answer(String sentence, String next) {
  private static final String QUIET =
      "What is open needs steadier forks, not more of them: a quieter host, or --profile standard.";

  static Answer of(
      List<ReportData.Place> places,
      List<ReportData.Entry> entries,
      boolean compared,
      Origin origin,
      List<Run> runs) {
    String found =
        origin.sections().stream()
            .map(Section::answer)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" "));
    if (!found.isEmpty()) {
      return new Answer(OneLine.of(found), compared ? next(entries, runs) : null);
    }
    if (compared) {
      return new Answer(compared(places, entries), next(entries, runs));
    }
    return alone(places, entries);
  }

  /** Returns that of the scores; what else is judged is counted where it is worse. */
  private static String compared(List<ReportData.Place> places, List<ReportData.Entry> entries) {
    List<String> parts = new ArrayList<>();
    for (int place = 1; place < places.size(); place++) {
      int own = place;
      Predicate<ReportData.Side> there = side -> side.place() == own;
      String against = place == 1 ? " against " + places.get(0).name() : "";
      String worse = others(entries, there).worse("other figures").map(", "::concat).orElse("");
      String said = tally(entries, there).sentence("scores") + worse;
      parts.add(places.get(place).label() + against + ": " + said);
    }
    return String.join("; ", parts) + ".";
  }

  private static Tally tally(List<ReportData.Entry> entries, Predicate<ReportData.Side> which) {
    List<Tally.Judged> judged = new ArrayList<>();
    for (ReportData.Entry entry : entries) {
      entry.sides().stream()
          .filter(which)
          .forEach(side -> judged(entry.name(), side.ratio()).ifPresent(judged::add));
    }
    return new Tally(judged);
  }

  /** Percentiles and what else is judged beside the scores. */
  private static Tally others(List<ReportData.Entry> entries, Predicate<ReportData.Side> which) {
    List<Tally.Judged> judged = new ArrayList<>();
    for (ReportData.Entry entry : entries) {
      entry.sides().stream()
          .filter(which)
          .flatMap(side -> side.others().stream())
          .flatMap(one -> judged(entry.name() + " " + one.metric(), one.ratio()).stream())
          .forEach(judged::add);
    }
    return new Tally(judged);
  }

  private static Optional<Tally.Judged> judged(String name, ReportData.Ratio ratio) {
    return Optional.ofNullable(ratio)
        .filter(known -> known.verdict() != null)
        .map(
            known ->
                new Tally.Judged(
                    name,
                    Verdict.valueOf(known.verdict()),
                    known.value(),
                    known.text(),
                    known.forksWanted()));
  }

  /**
   * Returns how many forks would tell half of what is open, and how long that takes at this run's
   * pace.
   */
  private static String next(List<ReportData.Entry> entries, List<Run> runs) {
    Tally tally = tally(entries, side -> true);
    return tally
        .forksForHalf()
        .map(forks -> tally.told(forks) + pace(forks, entries, runs) + ".")
        .orElse(tally.needsQuiet() ? QUIET : null);
  }

  private static String pace(int forks, List<ReportData.Entry> entries, List<Run> runs) {
    int have =
        entries.stream()
            .flatMap(entry -> entry.sides().stream())
            .mapToInt(side -> side.score().forks())
            .max()
            .orElse(0);
    Run run = runs.get(0);
    if (runs.size() > 1 || have == 0 || run.started().isEmpty() || run.finished().isEmpty()) {
      return "";
    }
    Duration took = Duration.between(run.started().get(), run.finished().get());
    long minutes = Math.max(1, took.toSeconds() * forks / have / 60);
    return ": about " + minutes + " min with --blocks " + forks;
  }

  private static Answer alone(List<ReportData.Place> places, List<ReportData.Entry> entries) {
    List<ReportData.Figure> scores =
        entries.stream()
            .flatMap(entry -> entry.sides().stream())
            .map(ReportData.Side::score)
            .toList();
    long sure = scores.stream().filter(Answer::isSure).count();
    String where = places.stream().map(ReportData.Place::label).collect(Collectors.joining(", "));
    String sentence =
        (where.isEmpty() ? "" : where + ": ")
            + scores.size()
            + (scores.size() == 1 ? " score, " : " scores, ")
            + sure
            + " known to within 5 %.";
    boolean few = scores.stream().anyMatch(score -> score.forks() < 10);
    return new Answer(
        sentence,
        sure < scores.size() && few
            ? "More forks narrow the intervals: --profile standard has 10."
            : null);
  }

  private static boolean isSure(ReportData.Figure score) {
    return score.low() != null
        && score.low() > score.value() * .95
        && score.high() < score.value() * 1.05;
  }
}
