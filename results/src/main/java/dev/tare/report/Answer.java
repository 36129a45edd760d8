package dev.tare.report;

import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.stats.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** More places than these are told together. */
  private static final int MOST_TOLD_ALONE = 4;

  private static final List<Verdict> GROUPS =
      List.of(
          Verdict.REGRESSED,
          Verdict.IMPROVED,
          Verdict.CHANGED,
          Verdict.NO_CHANGE,
          Verdict.INCONCLUSIVE);

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
    if (places.size() > MOST_TOLD_ALONE) {
      return grouped(places, entries);
    }
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

  /** Of many places each is told by the worst that was found in it, and not by which score. */
  private static String grouped(List<ReportData.Place> places, List<ReportData.Entry> entries) {
    Map<Verdict, List<String>> groups = new LinkedHashMap<>();
    GROUPS.forEach(verdict -> groups.put(verdict, new ArrayList<>()));
    for (int place = 1; place < places.size(); place++) {
      int own = place;
      Tally tally = tally(entries, side -> side.place() == own);
      String name = places.get(place).label();
      Optional<Verdict> found = GROUPS.stream().filter(one -> tally.count(one) > 0).findFirst();
      String of = " (" + found.map(tally::count).orElse(0L) + " of " + tally.size() + ")";
      boolean told = found.filter(one -> one != Verdict.INCONCLUSIVE).isPresent();
      groups.get(found.orElse(Verdict.INCONCLUSIVE)).add(told ? name + of : name);
    }
    String said =
        groups.entrySet().stream()
            .filter(group -> !group.getValue().isEmpty())
            .map(group -> group.getKey().label() + ": " + String.join(", ", group.getValue()))
            .collect(Collectors.joining("; "));
    return "Scores against " + places.get(0).name() + ", " + said + ".";
  }

  private static Tally tally(List<ReportData.Entry> entries, Predicate<ReportData.Side> which) {
    List<Tally.Judged> judged = new ArrayList<>();
    for (ReportData.Entry entry : entries) {
      entry.sides().stream()
          .filter(which)
          .forEach(side -> judged(name(entry, entries), side.ratio()).ifPresent(judged::add));
    }
    return new Tally(judged);
  }

  /** As short as tells it from the other benchmarks. */
  private static String name(ReportData.Entry entry, List<ReportData.Entry> entries) {
    boolean alone =
        entries.stream().filter(one -> one.method().equals(entry.method())).limit(2).count() < 2;
    return alone ? entry.method() : entry.name();
  }

  /** Percentiles and what else is judged beside the scores. */
  private static Tally others(List<ReportData.Entry> entries, Predicate<ReportData.Side> which) {
    List<Tally.Judged> judged = new ArrayList<>();
    for (ReportData.Entry entry : entries) {
      entry.sides().stream()
          .filter(which)
          .flatMap(side -> side.others().stream())
          .flatMap(one -> judged(name(entry, entries) + " " + one.metric(), one.ratio()).stream())
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
