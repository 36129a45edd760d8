package dev.tare.experiment.pages;

import dev.tare.experiment.Columns;
import dev.tare.experiment.Condition;
import dev.tare.experiment.Emulation;
import dev.tare.experiment.Found;
import dev.tare.report.CellText;
import dev.tare.result.Claim;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.PageMetrics;
import dev.tare.result.PublishedFigure;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.io.PublishedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Puts the figures that Sonone et al. printed beside what was measured in their stead. */
record SononeTable(Found<PagesParameters, SharingGuests, PagesResult> found) {
  private static final List<String> KINDS = List.of("kvm", "lxc");
  private static final double MB = 1e6;
  private static final Map<String, Metric> MEMORY =
      Map.of(
          Metrics.HOST_MEMORY.name(), Metrics.HOST_MEMORY,
          PageMetrics.LOADED_MEMORY.name(), PageMetrics.LOADED_MEMORY);

  /** Those of which anything was measured. */
  Section.Table table() {
    Columns<PublishedFigure> columns =
        new Columns<PublishedFigure>()
            .text("figure", PublishedFigure::where)
            .text("what", PublishedFigure::subject);
    for (String kind : KINDS) {
      columns
          .text(kind + ", theirs", figure -> figure.printed(kind))
          .text(kind + ", ours", figure -> ours(figure, kind));
    }
    return columns.table(
        "Sonone 2015, and here",
        PublishedJson.read().figures().stream()
            .filter(figure -> KINDS.stream().anyMatch(kind -> !ours(figure, kind).isEmpty()))
            .toList());
  }

  /**
   * Returns it in the form in which theirs is printed; empty where nothing like it was measured.
   */
  private String ours(PublishedFigure figure, String kind) {
    List<String> parts = new ArrayList<>();
    for (Claim expected : figure.claims()) {
      if (expected.experiment().equals("pages")) {
        found.conditions().stream()
            .filter(one -> one.labels().get(Condition.STACK).equals(kind))
            .filter(one -> isLike(one, expected, kind))
            .flatMap(one -> told(one, expected.metric()).stream())
            .filter(text -> !parts.contains(text))
            .forEach(parts::add);
      }
    }
    return String.join("; ", parts);
  }

  /** A claim may be about two kinds. */
  private static boolean isLike(SharingGuests one, Claim expected, String kind) {
    boolean ofKind =
        kind.equals(expected.over().get(Condition.STACK))
            || expected.of().get(Condition.STACK).contains(kind);
    return ofKind
        && expected.of().entrySet().stream()
            .filter(label -> !label.getKey().equals(Condition.STACK))
            .allMatch(label -> label.getValue().contains(one.labels().get(label.getKey())));
  }

  /** The row is not called after an environment, so that it is the figure that says so. */
  private Optional<String> told(SharingGuests one, String metric) {
    boolean emulated =
        Stream.of(one.with(Sharing.OFF), one.with(Sharing.ON))
            .flatMap(either -> found.outcomes(either).stream())
            .anyMatch(PagesResult::emulated);
    return figures(one, metric).map(text -> Emulation.name(text, emulated));
  }

  private Optional<String> figures(SharingGuests one, String metric) {
    String prefix = one.workload() + " ";
    if (metric.equals(PageMetrics.SHARERS.name())) {
      return joined(
          prefix, found.mean(PageMetrics.SHARED, one), found.mean(PageMetrics.SHARING, one), 1);
    }
    SharingGuests off = one.with(Sharing.OFF);
    SharingGuests on = one.with(Sharing.ON);
    if (metric.equals(Metrics.EACH.name())) {
      return joined(prefix, found.mean(Metrics.EACH, on), found.mean(Metrics.EACH, off), 1);
    }
    Metric memory = MEMORY.get(metric);
    return one.sharing() == Sharing.ON
        ? joined(prefix, found.mean(memory, off), found.mean(memory, on), MB)
        : joined(prefix, found.mean(memory, off), OptionalDouble.empty(), MB);
  }

  private static Optional<String> joined(
      String prefix, OptionalDouble first, OptionalDouble second, double by) {
    return DoubleStream.concat(first.stream(), second.stream())
        .mapToObj(value -> CellText.of(Cell.of(value / by, Cell.NUMBER)))
        .reduce((one, other) -> one + " / " + other)
        .map(texts -> prefix + texts);
  }
}
