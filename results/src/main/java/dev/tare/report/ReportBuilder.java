package dev.tare.report;

import dev.tare.compare.Calibrations;
import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.compare.Row;
import dev.tare.result.Direction;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gathers from runs what a report says. */
final class ReportBuilder {
  private static final int SCHEMA = 1;
  private static final Comparator<ReportData.Entry> BY_SUBJECT =
      Comparator.comparing(ReportData.Entry::subject).thenComparing(ReportData.Entry::name);

  private final List<Run> given;
  private final List<Section> sections;
  private final ReportPlaces places;
  private final Map<SeriesKey, List<ReportData.Side>> sides = new LinkedHashMap<>();
  private final Map<SeriesKey, Series> scores = new HashMap<>();
  private final CompareOptions options;
  private final Set<String> warnings = new LinkedHashSet<>();

  private ReportBuilder(List<Run> given, Calibrations calibrations, List<Section> sections) {
    this.given = given;
    this.options = CompareOptions.DEFAULT.withCalibrations(calibrations);
    this.sections = sections;
    places = new ReportPlaces(given);
  }

  static ReportData of(List<Run> runs, Calibrations calibrations, List<Section> sections) {
    return new ReportBuilder(runs, calibrations, sections).build();
  }

  private ReportData build() {
    List<Map<SeriesKey, Row>> rows = compare();
    for (int place = 0; place < places.runs().size(); place++) {
      SideBuilder builder = new SideBuilder(places.runs().get(place), place, rows.get(place));
      for (Series series : places.runs().get(place).series()) {
        if (series.key().isPrimary()) {
          SeriesKey key = plain(series.key());
          scores.putIfAbsent(key, series);
          sides.computeIfAbsent(key, any -> new ArrayList<>()).add(builder.of(series));
        }
      }
    }
    ShortNames names = new ShortNames(scores.keySet());
    List<ReportData.Entry> entries =
        sides.entrySet().stream().map(one -> entry(one, names)).sorted(BY_SUBJECT).toList();
    warnAboutGaps(entries);
    return new ReportData(
        SCHEMA,
        given.stream().map(Run::id).distinct().collect(Collectors.joining(" and ")),
        only(given.stream().map(Run::started)),
        only(given.stream().map(Run::finished)),
        places.places(),
        Findings.of(places.places(), entries),
        List.copyOf(warnings),
        entries,
        Stacks.of(places, names),
        FactRows.of(places.runs()),
        Studies.of(given, places),
        sections.stream().map(SectionView::of).toList());
  }

  /** By place, the rows of its comparison with the first; none for the first itself. */
  private List<Map<SeriesKey, Row>> compare() {
    given.forEach(run -> warnings.addAll(MatrixNotes.emulated(run)));
    given.forEach(run -> warnings.addAll(run.warnings()));
    List<Map<SeriesKey, Row>> all = new ArrayList<>(List.of(Map.of()));
    for (int place = 1; place < places.runs().size(); place++) {
      Compared compared = Comparer.compare(places.runs().get(0), places.runs().get(place), options);
      warnings.addAll(compared.warnings());
      Map<SeriesKey, Row> rows = new HashMap<>();
      compared.rows().forEach(row -> rows.put(plain(row.key()), row));
      all.add(rows);
    }
    return all;
  }

  /** A benchmark that a place lacks is said, never passed over. */
  private void warnAboutGaps(List<ReportData.Entry> entries) {
    for (int place = 0; place < places.places().size(); place++) {
      int own = place;
      long missing =
          entries.stream()
              .filter(entry -> entry.sides().stream().noneMatch(side -> side.place() == own))
              .count();
      if (missing > 0) {
        String name = places.places().get(place).name();
        warnings.add(name + ": no result of " + missing + " of " + entries.size() + " benchmarks");
      }
    }
  }

  private ReportData.Entry entry(
      Map.Entry<SeriesKey, List<ReportData.Side>> one, ShortNames names) {
    SeriesKey key = one.getKey();
    Series series = scores.get(key);
    return new ReportData.Entry(
        OneLine.of(names.subject(key)),
        OneLine.of(names.of(key)),
        key.benchmark(),
        key.params(),
        key.mode().label(),
        key.threads(),
        series.unit().text(),
        better(series.direction()),
        one.getValue());
  }

  static String better(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  static SeriesKey plain(SeriesKey key) {
    return key.withEnvironment(Optional.empty());
  }

  private static String only(Stream<Optional<Instant>> times) {
    List<Instant> known = times.flatMap(Optional::stream).distinct().toList();
    return known.size() == 1 ? known.get(0).toString() : null;
  }
}
