package dev.tare.report;

import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.stats.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a report comes to.
 *
 * @param sentence the answer to its question
 * @param next what would tell more; null where nothing is open
 */
record Answer(String sentence, String next) {
  private static final int MOST_FIGURES = 4;
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
            .map(section -> section.reference() == null ? found(section) : section.answer())
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

  /** Of an experiment that says no more itself: the last row of each environment, in its words. */
  private static String found(Section section) {
    SectionView view = SectionView.of(section);
    if (!section.answer().isEmpty() || view.tables().isEmpty()) {
      return section.answer();
    }
    SectionView.Table table = view.tables().get(0);
    Map<String, String> last = new LinkedHashMap<>();
    for (List<String> row : table.rows()) {
      List<String> parts = new ArrayList<>();
      for (int i = 1; i < row.size() && parts.size() < MOST_FIGURES; i++) {
        if (!row.get(i).matches("-?")) {
          parts.add(table.header().get(i).replaceFirst("^#", "") + " " + row.get(i));
        }
      }
      last.put(row.get(0), String.join(", ", parts));
    }
    return last.entrySet().stream()
        .map(one -> one.getKey() + ": " + one.getValue())
        .collect(Collectors.joining("; ", "", last.isEmpty() ? "" : "."));
  }

  private static String compared(List<ReportData.Place> places, List<ReportData.Entry> entries) {
    List<String> parts = new ArrayList<>();
    for (int place = 1; place < places.size(); place++) {
      int own = place;
      Tally tally = tally(entries, side -> side.place() == own);
      String against = place == 1 ? " against " + places.get(0).name() : "";
      parts.add(places.get(place).label() + against + ": " + tally.sentence("scores"));
    }
    return String.join("; ", parts) + ".";
  }

  private static Tally tally(List<ReportData.Entry> entries, Predicate<ReportData.Side> which) {
    List<Tally.Judged> judged = new ArrayList<>();
    for (ReportData.Entry entry : entries) {
      for (ReportData.Side side : entry.sides()) {
        ReportData.Ratio ratio = side.ratio();
        if (which.test(side) && ratio != null && ratio.verdict() != null) {
          judged.add(
              new Tally.Judged(
                  entry.name(),
                  Verdict.valueOf(ratio.verdict()),
                  ratio.value(),
                  ratio.text(),
                  ratio.forksWanted()));
        }
      }
    }
    return new Tally(judged);
  }

  /** How many forks would tell half of what is open, and how long that takes at this run's pace. */
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
