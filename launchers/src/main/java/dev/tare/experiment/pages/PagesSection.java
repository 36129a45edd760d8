package dev.tare.experiment.pages;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Found;
import dev.tare.experiment.concurrent.FurtherGuest;
import dev.tare.launch.Stack;
import dev.tare.report.CellText;
import dev.tare.result.Column;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.PageMetrics;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Says what environments took and shared, as tables and curves. */
final class PagesSection {
  private static final double MIB = 1 << 20;
  private static final String BYTES = "B";
  private static final List<Column> MEMORY =
      List.of(
          Column.text("environment"),
          Column.number("guests"),
          Column.text("work"),
          Column.text("KSM"),
          Column.number("host memory"),
          Column.number("a guest"),
          Column.number("to off"),
          Column.number("PSS"),
          Column.number("cgroups"),
          Column.number("at work"));
  private static final List<Column> FURTHER =
      List.of(
          Column.text("environment"),
          Column.text("work"),
          Column.text("KSM"),
          Column.text("counted as"),
          Column.number("a guest"),
          Column.number("points"));
  private static final List<Column> MERGED =
      List.of(
          Column.text("environment"),
          Column.number("guests"),
          Column.text("work"),
          Column.number("shared"),
          Column.number("sharing"),
          Column.number("for one"),
          Column.number("unshared"),
          Column.number("volatile"),
          Column.number("zero"),
          Column.number("of processes"),
          Column.number("saved"),
          Column.number("host has more"),
          Column.number("ksmd CPU"),
          Column.number("saved a CPU s"),
          Column.number("after"),
          Column.text("ended by"));

  private final Found<PagesParameters, SharingGuests, PagesResult> found;
  private final List<SharingGuests> measured;

  PagesSection(Found<PagesParameters, SharingGuests, PagesResult> found) {
    this.found = found;
    this.measured = found.conditions().stream().filter(one -> !results(one).isEmpty()).toList();
  }

  Section section() {
    List<Section.Table> tables =
        List.of(
            table("Memory that all of them take", MEMORY, measured, this::memory),
            new Section.Table("Memory of one more guest", FURTHER, further()),
            table("Merged pages", MERGED, merging(), this::merged),
            new WorkTable(found, merging(), this::off).table(),
            new SononeTable(found).table());
    return new Section(
            "pages",
            "What memory they take, and share",
            "Environments of one kind at once, all up and warm: what the host has less of than"
                + " before. With KSM on, ksmd scanned all of it twice, or as long as it was given,"
                + " and stopped before they went on to work. Shared pages stand for those that are"
                + " sharing them; empty pages are counted apart. Means of the blocks, with 95 %"
                + " intervals over them.",
            PagesCurves.of(found, merging()),
            tables.stream().filter(one -> !one.rows().isEmpty()).toList(),
            List.of(),
            notes())
        .answering(answer());
  }

  private static Section.Table table(
      String caption,
      List<Column> header,
      List<SharingGuests> all,
      Function<SharingGuests, List<Cell>> cells) {
    return new Section.Table(caption, header, all.stream().map(cells).toList());
  }

  private List<SharingGuests> merging() {
    return measured.stream().filter(one -> one.sharing() == Sharing.ON).toList();
  }

  /** Returns the same without merging; absent where that was not measured. */
  private Optional<SharingGuests> off(SharingGuests on) {
    return measured.stream().filter(on.with(Sharing.OFF)::equals).findFirst();
  }

  private List<Cell> memory(SharingGuests one) {
    OptionalDouble host = mean(Metrics.HOST_MEMORY, one);
    return List.of(
        Cell.of(found.called(one.stack().text())),
        Cell.of(one.count(), Cell.COUNT),
        Cell.of(one.workload()),
        Cell.of(one.sharing().word()),
        Cell.of(host, BYTES),
        host.isPresent() ? Cell.of(host.getAsDouble() / one.count(), BYTES) : Cell.NONE,
        one.sharing() == Sharing.ON ? toOff(Metrics.HOST_MEMORY, one) : Cell.NONE,
        Cell.of(mean(Metrics.PSS, one), BYTES),
        Cell.of(mean(Metrics.GROUP_MEMORY, one), BYTES),
        one.workload().equals(Work.IDLE)
            ? Cell.NONE
            : Cell.of(mean(PageMetrics.LOADED_MEMORY, one), BYTES));
  }

  /** Returns that of memory that has become less than it was before there is no ratio. */
  private Cell toOff(Metric metric, SharingGuests on) {
    Optional<SharingGuests> off = off(on);
    boolean positive =
        off.isPresent()
            && found.samples(metric, on).stream().allMatch(one -> one.value() > 0)
            && found.samples(metric, off.get()).stream().allMatch(one -> one.value() > 0);
    return positive ? Cells.times(found.ratio(metric, on, off.get())) : Cell.NONE;
  }

  private OptionalDouble mean(Metric metric, SharingGuests one) {
    return found.samples(metric, one).stream().mapToDouble(Sample::value).average();
  }

  private List<List<Cell>> further() {
    List<List<Cell>> rows = new ArrayList<>();
    Map<String, Metric> counted =
        new java.util.TreeMap<>(
            Map.of(
                "host memory", Metrics.HOST_MEMORY,
                "PSS", Metrics.PSS,
                "cgroups", Metrics.GROUP_MEMORY));
    for (SharingGuests first : measured) {
      List<SharingGuests> alike =
          measured.stream()
              .filter(one -> one.stack().equals(first.stack()))
              .filter(one -> one.workload().equals(first.workload()))
              .filter(one -> one.sharing() == first.sharing())
              .toList();
      if (alike.get(0).equals(first)) {
        counted.forEach((name, metric) -> further(alike, name, metric).ifPresent(rows::add));
      }
    }
    return rows;
  }

  private Optional<List<Cell>> further(List<SharingGuests> alike, String name, Metric metric) {
    List<FurtherGuest> points = new ArrayList<>();
    for (SharingGuests one : alike) {
      found
          .samples(metric, one)
          .forEach(sample -> points.add(new FurtherGuest(one.count(), sample.value())));
    }
    SharingGuests first = alike.get(0);
    return FurtherGuest.cell(points)
        .map(
            bytes ->
                List.of(
                    Cell.of(found.called(first.stack().text())),
                    Cell.of(first.workload()),
                    Cell.of(first.sharing().word()),
                    Cell.of(name),
                    bytes,
                    Cell.of(points.size(), Cell.COUNT)));
  }

  private List<Cell> merged(SharingGuests one) {
    return List.of(
        Cell.of(found.called(one.stack().text())),
        Cell.of(one.count(), Cell.COUNT),
        Cell.of(one.workload()),
        Cell.of(mean(PageMetrics.SHARED, one), Cell.COUNT),
        Cell.of(mean(PageMetrics.SHARING, one), Cell.COUNT),
        Cell.of(mean(PageMetrics.SHARERS, one), Cell.NUMBER),
        Cell.of(mean(PageMetrics.UNSHARED, one), Cell.COUNT),
        Cell.of(mean(PageMetrics.VOLATILE, one), Cell.COUNT),
        Cell.of(mean(PageMetrics.ZERO, one), Cell.COUNT),
        Cell.of(mean(PageMetrics.MERGING, one), Cell.COUNT),
        Cell.of(mean(PageMetrics.SAVED, one), BYTES),
        Cell.of(mean(PageMetrics.GAINED, one), BYTES),
        Cell.of(mean(PageMetrics.KSMD_CPU, one), "s"),
        perCpu(one),
        Cell.of(mean(PageMetrics.SCAN_TIME, one), "s"),
        Cell.of(isCut(one) ? "the time limit" : "two scans"));
  }

  /** Tells whether the time was up in any block; one whose guests were lost says nothing of it. */
  private boolean isCut(SharingGuests one) {
    return results(one).stream().anyMatch(result -> !result.plateau());
  }

  private List<PagesResult> results(SharingGuests one) {
    return found.outcomes(one).stream().filter(PagesResult::measured).toList();
  }

  private Cell perCpu(SharingGuests one) {
    OptionalDouble bytes = mean(PageMetrics.SAVED_PER_CPU, one);
    return bytes.isPresent() ? Cell.of(bytes.getAsDouble() / MIB, "MiB/s") : Cell.NONE;
  }

  private String answer() {
    List<String> sentences = new ArrayList<>();
    for (Stack stack : found.plan().stacks()) {
      measured.stream()
          .filter(one -> one.stack().equals(stack))
          .reduce((fewer, most) -> most)
          .ifPresent(most -> sentences.add(sentence(most)));
    }
    return String.join(" ", sentences);
  }

  private String sentence(SharingGuests most) {
    Optional<SharingGuests> off = most.sharing() == Sharing.ON ? off(most) : Optional.of(most);
    String what = most.stack().text() + ": " + most.count() + " (" + most.workload() + ") take ";
    String taken = CellText.of(memory(off.orElse(most)).get(4));
    if (most.sharing() == Sharing.OFF) {
      return what + taken + ".";
    }
    List<Cell> merged = merged(most);
    return what
        + taken
        + (off.isPresent() ? "" : ", merged")
        + "; merging saves "
        + CellText.of(merged.get(10))
        + ", "
        + CellText.of(merged.get(4))
        + " pages share "
        + CellText.of(merged.get(3))
        + ", for "
        + CellText.of(merged.get(12))
        + " of ksmd's CPU time.";
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    measured.stream()
        .filter(one -> results(one).stream().anyMatch(had -> had.takenBytes().orElse(0) < 0))
        .forEach(
            one ->
                notes.add(
                    one.name()
                        + ": the host had more memory with them than before, so others on it gave"
                        + " some back; PSS and what is saved do not depend on them"));
    for (SharingGuests one : merging()) {
      if (isCut(one)) {
        notes.add(
            one.name()
                + ": not all was scanned twice in "
                + found.plan().parameters().limitSeconds()
                + " s; --time-limit or --pages-to-scan says more");
      }
    }
    return notes;
  }
}
