package dev.tare.report;

import dev.tare.compare.Compared;
import dev.tare.compare.ComparedSeries;
import dev.tare.compare.MeasuredEnvironment;
import dev.tare.compare.Pace;
import dev.tare.compare.Summary;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.stats.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what a report comes to.
 *
 * @param sentence the answer to its question
 * @param next what would tell more; null where nothing is open
 */
record Answer(String sentence, String next) {
  /** More places than these are told together. */
  private static final int MOST_TOLD_ALONE = 4;

  private static final List<Verdict> GROUPS =
      List.of(
          Verdict.REGRESSED,
          Verdict.IMPROVED,
          Verdict.CHANGED,
          Verdict.NO_CHANGE,
          Verdict.INCONCLUSIVE);

  /**
   * @param summary of the runs that were given
   * @param compared whether its places are compared
   */
  static Answer of(
      Summary summary,
      ShortNames names,
      List<ReportData.Environment> places,
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
      return new Answer(OneLine.of(found), compared ? next(summary, runs) : null);
    }
    if (compared) {
      return new Answer(OneLine.of(compared(summary, names)), next(summary, runs));
    }
    return alone(places, entries, runs);
  }

  /** Returns that of the scores; what else is judged is counted where it is worse. */
  private static String compared(Summary summary, ShortNames names) {
    List<MeasuredEnvironment> others = summary.places().subList(1, summary.places().size());
    if (others.size() >= MOST_TOLD_ALONE) {
      return grouped(summary, names, others);
    }
    List<String> parts = new ArrayList<>();
    for (MeasuredEnvironment place : others) {
      String against = parts.isEmpty() ? " against " + summary.reference().name() : "";
      String said = Tally.told(rows(summary, place), row -> names.told(row.key()));
      parts.add(place.label() + against + ": " + said);
    }
    return String.join("; ", parts) + ".";
  }

  /** Returns many places by the worst that was found in each, and not by which score. */
  private static String grouped(
      Summary summary, ShortNames names, List<MeasuredEnvironment> others) {
    Map<Verdict, List<String>> groups = new LinkedHashMap<>();
    GROUPS.forEach(verdict -> groups.put(verdict, new ArrayList<>()));
    for (MeasuredEnvironment place : others) {
      Tally tally = Tally.scores(rows(summary, place), row -> names.told(row.key()));
      Optional<Verdict> found = GROUPS.stream().filter(one -> tally.count(one) > 0).findFirst();
      String of = " (" + found.map(tally::count).orElse(0L) + " of " + tally.size() + ")";
      boolean told = found.filter(one -> one != Verdict.INCONCLUSIVE).isPresent();
      groups.get(found.orElse(Verdict.INCONCLUSIVE)).add(told ? place.label() + of : place.label());
    }
    String said =
        groups.entrySet().stream()
            .filter(group -> !group.getValue().isEmpty())
            .map(group -> group.getKey().label() + ": " + String.join(", ", group.getValue()))
            .collect(Collectors.joining("; "));
    return "Scores against " + summary.reference().name() + ", " + said + ".";
  }

  private static List<ComparedSeries> rows(Summary summary, MeasuredEnvironment place) {
    return summary.compared(place).map(Compared::rows).orElse(List.of());
  }

  private static String next(Summary summary, List<Run> runs) {
    List<ComparedSeries> all =
        summary.places().stream().flatMap(place -> rows(summary, place).stream()).toList();
    String next =
        Stream.concat(
                Advice.of(Tally.counted(all), Pace.of(runs)).stream(),
                summary.places().stream()
                    .flatMap(place -> Advice.cause(place, rows(summary, place)).stream())
                    .limit(1))
            .collect(Collectors.joining(" "));
    return next.isEmpty() ? null : next;
  }

  private static Answer alone(
      List<ReportData.Environment> places, List<ReportData.Entry> entries, List<Run> runs) {
    List<ReportData.Figure> scores =
        entries.stream()
            .flatMap(entry -> entry.sides().stream())
            .map(ReportData.Side::score)
            .toList();
    long sure = scores.stream().filter(Answer::isSure).count();
    String where =
        places.stream().map(ReportData.Environment::label).collect(Collectors.joining(", "));
    String sentence =
        (where.isEmpty() ? "" : where + ": ")
            + scores.size()
            + (scores.size() == 1 ? " score, " : " scores, ")
            + sure
            + " known to within 5 %.";
    boolean few = scores.stream().anyMatch(score -> score.forks() < Pace.STANDARD_FORKS);
    return new Answer(sentence, sure < scores.size() && few ? Advice.alone(runs) : null);
  }

  private static boolean isSure(ReportData.Figure score) {
    return score.low() != null
        && score.low() > score.value() * .95
        && score.high() < score.value() * 1.05;
  }
}
