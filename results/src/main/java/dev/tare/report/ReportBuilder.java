package dev.tare.report;

import static java.util.Comparator.naturalOrder;

import dev.tare.compare.Calibrations;
import dev.tare.compare.CompareOptions;
import dev.tare.compare.MeasuredEnvironment;
import dev.tare.compare.SeriesSummary;
import dev.tare.compare.Summary;
import dev.tare.result.Direction;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes down what the summary of runs says, in the order in which a report says it. */
final class ReportBuilder {
  static final int SCHEMA = 3;
  private static final Comparator<ReportData.Entry> BY_SUBJECT =
      Comparator.comparing(ReportData.Entry::subject).thenComparing(ReportData.Entry::name);

  private final List<Run> given;
  private final Origin origin;
  private final Summary summary;
  private final boolean compared;

  private ReportBuilder(List<Run> given, Calibrations calibrations, Origin origin) {
    this.given = given;
    this.origin = origin;
    summary = Summary.of(given, origin.reference(), options(given).withCalibrations(calibrations));
    compared = summary.places().size() > 1 && origin.compares();
  }

  /** Those by which a run was judged; several runs have none in common. */
  private static CompareOptions options(List<Run> given) {
    return given.size() == 1
        ? given.get(0).judging().map(CompareOptions::of).orElse(CompareOptions.DEFAULT)
        : CompareOptions.DEFAULT;
  }

  static ReportData of(List<Run> runs, Calibrations calibrations, Origin origin) {
    return new ReportBuilder(runs, calibrations, origin).build();
  }

  private ReportData build() {
    ShortNames names = new ShortNames(summary.benchmarks());
    List<SideBuilder> builders = new ArrayList<>();
    for (int place = 0; place < summary.places().size(); place++) {
      builders.add(new SideBuilder(summary, place, compared));
    }
    List<ReportData.Entry> entries =
        summary.benchmarks().parallelStream()
            .map(key -> entry(key, names, builders))
            .sorted(BY_SUBJECT)
            .toList();
    List<ReportData.Environment> places =
        Means.of(summary.places().stream().map(ReportBuilder::place).toList(), entries);
    Answer answer = Answer.of(summary, names, places, entries, compared, origin, given);
    return new ReportData(
        SCHEMA,
        given.stream().map(Run::id).distinct().collect(Collectors.joining(" and ")),
        origin.question(compared),
        answer.sentence(),
        answer.next(),
        origin.command().isEmpty() ? null : origin.command(),
        PlaceNotes.host(summary),
        compared,
        started(given),
        finished(given),
        given.size() > 1 ? null : given.get(0).measured().map(Duration::toSeconds).orElse(null),
        places,
        Findings.of(entries, places),
        warnings(entries),
        entries,
        compared ? Stacks.of(summary, names) : List.of(),
        FactRows.of(summary.places().stream().map(MeasuredEnvironment::run).toList()),
        compared || !origin.sections().isEmpty() ? Studies.of(given, origin.sections()) : List.of(),
        origin.sections().stream().map(SectionView::of).toList(),
        List.of());
  }

  private List<String> warnings(List<ReportData.Entry> entries) {
    Set<String> lines = new LinkedHashSet<>();
    if (compared) {
      lines.addAll(summary.warnings());
      // Of which there is no place.
      given.stream()
          .filter(run -> run.series().isEmpty())
          .forEach(run -> lines.addAll(run.warnings()));
    } else {
      given.forEach(run -> lines.addAll(run.warnings()));
    }
    lines.addAll(PlaceNotes.differences(summary));
    for (int place = 0; compared && place < summary.places().size(); place++) {
      int own = place;
      long missing =
          entries.stream()
              .filter(entry -> entry.sides().stream().noneMatch(side -> side.place() == own))
              .count();
      if (missing > 0) {
        String name = summary.places().get(place).name();
        lines.add(name + ": no result of " + missing + " of " + entries.size() + " benchmarks");
      }
    }
    return List.copyOf(lines);
  }

  private static ReportData.Environment place(MeasuredEnvironment place) {
    return new ReportData.Environment(
        OneLine.of(place.name()),
        OneLine.of(place.label()),
        count(place, ScheduledTrial.Status.DONE),
        count(place, ScheduledTrial.Status.FAILED),
        null);
  }

  private static long count(MeasuredEnvironment place, ScheduledTrial.Status status) {
    return place.run().schedule().stream()
        .filter(slot -> slot.environment().equals(place.stack()) && slot.status() == status)
        .count();
  }

  private ReportData.Entry entry(SeriesKey key, ShortNames names, List<SideBuilder> builders) {
    List<ReportData.Side> sides = new ArrayList<>();
    Optional<SeriesSummary> any = Optional.empty();
    for (int place = 0; place < builders.size(); place++) {
      Optional<SeriesSummary> score = summary.series(summary.places().get(place), key);
      score.map(builders.get(place)::of).ifPresent(sides::add);
      any = any.or(() -> score);
    }
    SeriesSummary one = any.orElseThrow();
    return new ReportData.Entry(
        OneLine.of(names.subject(key)),
        OneLine.of(names.of(key)),
        OneLine.of(names.method(key)),
        OneLine.of(names.variant(key)),
        key.benchmark(),
        key.params(),
        key.mode().label(),
        key.threads(),
        one.series().unit().text(),
        better(one.series().direction()),
        sides);
  }

  static String better(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  /** The first of them; null where none says it. */
  static String started(List<Run> runs) {
    return text(runs.stream().map(Run::started).flatMap(Optional::stream).min(naturalOrder()));
  }

  /** The last of them; null where none says it. */
  static String finished(List<Run> runs) {
    return text(runs.stream().map(Run::finished).flatMap(Optional::stream).max(naturalOrder()));
  }

  /** Whole seconds say enough. */
  static String text(Optional<Instant> time) {
    return time.map(known -> known.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null);
  }
}
