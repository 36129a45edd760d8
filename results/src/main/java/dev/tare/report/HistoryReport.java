package dev.tare.report;

import dev.tare.compare.History;
import dev.tare.fleet.Fleet;
import dev.tare.result.Column;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.ChangePoints;
import dev.tare.stats.ForkScore;
import dev.tare.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A history of runs as a report: its shifts, a curve for each benchmark, and the runs. */
public final class HistoryReport implements ManyRunsReport {
  private static final int MOST_CURVES = 60;

  /** Five and five that do not overlap are told by permutations at 1 %, fewer are not. */
  private static final int FEW_RUNS = 10;

  private static final String LEAD =
      "The score of each run, and where it shifted (E-divisive, 1 % a test). A shift is seen from"
          + " about the third run after it; the run named is the first one after it.";

  private static final String DRIFT =
      "Runs of different days also differ by their machine and its neighbours: what shifts in all"
          + " benchmarks at once is seldom the code.";

  private static final String APART =
      "other runs have it in a unit that cannot be converted, and each is looked at by itself";

  private final History history;
  private final ShortNames names;

  public HistoryReport(History history) {
    this.history = history;
    names = new ShortNames(history.tracks().stream().map(one -> one.series().key()).toList());
  }

  /**
   * All that a report is written from.
   *
   * @param drawn whether it shows curves, which text does not
   */
  @Override
  public Report report(boolean drawn) {
    return new Report(
        ReportData.of(
            history.runs().size() + " runs",
            ReportData.SINCE,
            answer(),
            null,
            List.of(DRIFT),
            List.of(SectionView.of(section(drawn)))));
  }

  /** A line for each score, and whether it is the first after a shift. */
  @Override
  public String csv() {
    Csv csv = new Csv("benchmark,environment,metric,unit,run,forks,score,low,high,shift");
    for (History.Track track : history.tracks()) {
      Stream.concat(track.points().stream(), track.leftOut().stream())
          .sorted(Comparator.comparing(History.Point::run))
          .forEach(point -> csv.line(csvLine(track, point)));
    }
    return csv.toString();
  }

  private List<String> csvLine(History.Track track, History.Point point) {
    ForkScore score = point.score();
    String shift =
        track.shifts().stream()
            .filter(one -> one.run() == point.run())
            .map(one -> String.valueOf(one.change().ratio()))
            .findFirst()
            .orElse("");
    return List.of(
        track.series().key().runId(),
        track.series().key().environment().orElse(""),
        track.series().key().metricLabel(),
        track.series().unit().text(),
        run(point),
        String.valueOf(score.forks()),
        String.valueOf(score.value()),
        score.ci95().map(one -> String.valueOf(one.low())).orElse(""),
        score.ci95().map(one -> String.valueOf(one.high())).orElse(""),
        shift);
  }

  private String answer() {
    long shifted = history.tracks().stream().filter(History.Track::hasShifted).count();
    long judged = history.tracks().stream().filter(History.Track::isJudged).count();
    long open = history.tracks().size() - judged;
    if (judged == 0) {
      return "None" + of(open) + " can be judged.";
    }
    String more = open == 0 ? "." : "; " + open + " more cannot be judged.";
    return shifted == 0
        ? "No shift that matters in any" + of(judged) + more
        : shifted + of(judged) + " shifted" + more;
  }

  private String of(long benchmarks) {
    return " of " + benchmarks + " benchmarks over " + history.runs().size() + " runs";
  }

  private Section section(boolean drawn) {
    List<Section.Curves> curves =
        history.tracks().stream()
            .filter(track -> !track.points().isEmpty())
            .limit(drawn ? MOST_CURVES : 0)
            .map(this::curves)
            .toList();
    return new Section(
        "history",
        ReportData.SINCE,
        LEAD,
        curves,
        Stream.of(shifts(), runs()).filter(table -> !table.rows().isEmpty()).toList(),
        List.of(),
        notes(drawn));
  }

  private List<String> notes(boolean drawn) {
    List<String> notes = new ArrayList<>();
    long small =
        history.tracks().stream()
            .flatMap(track -> track.shifts().stream())
            .filter(shift -> !shift.matters())
            .count();
    if (small > 0) {
      notes.add(
          (small == 1 ? "1 shift is" : small + " shifts are")
              + " smaller than what matters and not listed");
    }
    if (history.runs().size() < FEW_RUNS) {
      notes.add("with fewer than " + FEW_RUNS + " runs hardly any shift can be told from chance");
    }
    if (drawn && history.tracks().size() > MOST_CURVES) {
      notes.add(
          "curves of the first "
              + MOST_CURVES
              + " benchmarks of "
              + history.tracks().size()
              + "; --filter picks others");
    }
    notes.addAll(remarks());
    return notes;
  }

  /** Says what could not be judged or was left out, and what runs say of themselves. */
  public List<String> remarks() {
    List<String> lines = new ArrayList<>();
    String open =
        history.tracks().stream()
            .filter(track -> !track.isJudged())
            .map(this::name)
            .collect(Collectors.joining(", "));
    if (!open.isEmpty()) {
      lines.add(
          "cannot be judged, with fewer than "
              + ChangePoints.MIN_VALUES
              + " runs that have a score above 0: "
              + open);
    }
    Map<String, List<String>> whose = new LinkedHashMap<>();
    for (History.Track track : history.tracks()) {
      if (track.apart()) {
        add(whose, APART, name(track));
      }
      if (!track.leftOut().isEmpty()) {
        List<String> runs = track.leftOut().stream().map(this::run).toList();
        add(whose, "left out where a fork is no number above 0: " + Fleet.some(runs), name(track));
      }
    }
    history.warnings().forEach((what, runs) -> whose.put(what, runs));
    whose.forEach((what, names) -> lines.add(Fleet.some(names) + ": " + what));
    return lines;
  }

  private static void add(Map<String, List<String>> whose, String what, String name) {
    whose.computeIfAbsent(what, any -> new ArrayList<>()).add(name);
  }

  private Section.Table shifts() {
    List<List<Cell>> rows = new ArrayList<>();
    for (History.Track track : history.tracks()) {
      for (History.Shift shift : track.shifts()) {
        if (shift.matters()) {
          rows.add(row(track, shift));
        }
      }
    }
    return new Section.Table(
        "What shifted, and with which run",
        List.of(
            Column.text("benchmark"),
            Column.text("run"),
            Column.text("direction"),
            Column.number("ratio"),
            Column.number("runs before"),
            Column.number("runs since")),
        rows);
  }

  private List<Cell> row(History.Track track, History.Shift shift) {
    Interval reach = shift.change().ratioCi95();
    return List.of(
        Cell.of(name(track)),
        Cell.of(history.runs().get(shift.run())),
        Cell.of(shift.isWorse() ? "worse" : "better"),
        new Cell(shift.change().ratio(), reach.low(), reach.high(), Cell.TIMES, ""),
        Cell.of(shift.before(), Cell.COUNT),
        Cell.of(shift.since(), Cell.COUNT));
  }

  private String name(History.Track track) {
    String environment = track.series().key().environment().map(one -> one + ": ").orElse("");
    return environment + names.told(track.series().key());
  }

  private Section.Table runs() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < history.runs().size(); i++) {
      rows.add(List.of(Cell.of(i + 1, Cell.COUNT), Cell.of(history.runs().get(i))));
    }
    return new Section.Table(
        "The runs", List.of(Column.number("number"), Column.text("run")), rows);
  }

  /** One line for each stretch between shifts, so that each has a colour. */
  private Section.Curves curves(History.Track track) {
    List<Section.Line> lines = new ArrayList<>();
    int from = 0;
    String stretch = "at first";
    for (History.Shift shift : track.shifts()) {
      lines.add(line(track, stretch, from, shift.point()));
      from = shift.point();
      stretch = "since " + history.runs().get(shift.run());
    }
    lines.add(line(track, stretch, from, track.points().size()));
    return new Section.Curves(
        name(track),
        "run",
        track.series().unit().text(),
        Section.Scale.EVEN,
        Section.Scale.LINEAR,
        lines);
  }

  private Section.Line line(History.Track track, String name, int from, int to) {
    return new Section.Line(
        name, track.points().subList(from, to).stream().map(one -> point(track, one)).toList());
  }

  private Section.Point point(History.Track track, History.Point point) {
    ForkScore score = point.score();
    Double low = score.ci95().map(Interval::low).orElse(null);
    Double high = score.ci95().map(Interval::high).orElse(null);
    String unit = track.series().unit().text();
    return new Section.Point(
        point.run() + 1.0, new Cell(score.value(), low, high, unit, "(" + run(point) + ")"));
  }

  private String run(History.Point point) {
    return history.runs().get(point.run());
  }
}
