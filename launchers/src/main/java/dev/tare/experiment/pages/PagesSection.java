package dev.tare.experiment.pages;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.tare.experiment.Cells;
import dev.tare.experiment.Columns;
import dev.tare.experiment.Found;
import dev.tare.experiment.SectionBuilder;
import dev.tare.experiment.concurrent.CountedBlocks;
import dev.tare.experiment.concurrent.FurtherGuest;
import dev.tare.launch.Stack;
import dev.tare.report.CellText;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import dev.tare.result.PageMetrics;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.Section.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Says what environments took and shared, as tables and curves. */
final class PagesSection {
  private static final double MIB = 1 << 20;
  private static final String BYTES = "B";

  private final Found<PagesParameters, SharingGuests, PagesResult> found;
  private final List<SharingGuests> tried;
  private final List<SharingGuests> measured;
  private final List<SharingGuests> merging;

  /** Those that differ in how many they are alone, with what they took as one way counts it. */
  private record Further(SharingGuests first, String counted, List<FurtherGuest> points) {}

  PagesSection(Found<PagesParameters, SharingGuests, PagesResult> found) {
    this.found = found;
    this.tried = found.conditions().stream().filter(one -> !blocks(one).tried().isEmpty()).toList();
    this.measured = found.conditions().stream().filter(one -> !results(one).isEmpty()).toList();
    this.merging = measured.stream().filter(one -> one.sharing() == Sharing.ON).toList();
  }

  Section section() {
    SectionBuilder section = new SectionBuilder();
    curves(section);
    section
        .table(memory())
        .table(further())
        .table(merged())
        .table(new WorkTable(found).table(tried))
        .table(new SononeTable(found).table());
    notes().forEach(section::note);
    return section.section(
        "pages",
        "What memory they take, and share",
        "Environments of one kind at once, all up and warm: what the host has less of than"
            + " before. With KSM on, ksmd scanned all of it twice, or as long as it was given,"
            + " and stopped before they went on to work. Shared pages stand for those that are"
            + " sharing them; empty pages are counted apart. Means of the blocks, with 95 %"
            + " intervals over them.",
        answer());
  }

  /**
   * Draws that of each that merged, the first block's counters; then what all of them took
   * meanwhile.
   */
  private void curves(SectionBuilder section) {
    List<Section.Line> memory = new ArrayList<>();
    for (SharingGuests one : merging) {
      List<Look> looks = results(one).get(0).looks();
      String name = found.called(one) + ", " + one.count() + " at once, " + one.workload();
      List<Section.Line> lines = new ArrayList<>();
      pages(lines, "shared", looks, KsmCounts::shared);
      pages(lines, "sharing", looks, KsmCounts::sharing);
      pages(lines, "unshared", looks, KsmCounts::unshared);
      pages(lines, "volatile", looks, KsmCounts::changing);
      pages(lines, "zero", looks, counts -> counts.zero().orElse(0));
      section.curves("Pages of " + name, "s of scanning", "pages", Scale.LINEAR, Scale.LOG, lines);
      line(memory, name, looks, look -> Cell.of(divided(look.takenBytes(), MIB), "MiB"));
    }
    section.curves("Memory taken from the host", "s of scanning", "MiB", memory);
  }

  /** Leaves out what is 0: it has no place on a log scale. */
  private static void pages(
      List<Section.Line> lines, String name, List<Look> looks, ToLongFunction<KsmCounts> pages) {
    line(
        lines,
        name,
        looks.stream().filter(look -> pages.applyAsLong(look.counts()) > 0).toList(),
        look -> Cell.of(pages.applyAsLong(look.counts()), Cell.COUNT));
  }

  private static void line(
      List<Section.Line> lines, String name, List<Look> looks, Function<Look, Cell> figure) {
    List<Section.Point> points =
        looks.stream()
            .map(look -> new Section.Point(look.seconds(), figure.apply(look)))
            .filter(point -> point.y().value() != null)
            .toList();
    if (points.size() > 1) {
      lines.add(new Section.Line(name, points));
    }
  }

  private static OptionalDouble divided(OptionalDouble value, double by) {
    return value.stream().map(one -> one / by).findFirst();
  }

  /** Returns the same without merging; absent where that was not measured. */
  private Optional<SharingGuests> off(SharingGuests on) {
    return measured.stream().filter(on.with(Sharing.OFF)::equals).findFirst();
  }

  private Columns<SharingGuests> names() {
    return new Columns<SharingGuests>()
        .text("environment", found::called)
        .count("guests", SharingGuests::count)
        .text("work", SharingGuests::workload);
  }

  private Function<SharingGuests, OptionalDouble> mean(Metric metric) {
    return one -> found.mean(metric, one);
  }

  private Section.Table memory() {
    Metric host = Metrics.HOST_MEMORY;
    return names()
        .text("KSM", one -> one.sharing().word())
        .number("host memory", one -> blocks(one).marked(Cell.of(found.mean(host, one), BYTES)))
        .number("a guest", BYTES, one -> divided(found.mean(host, one), one.count()))
        .number("to off", one -> one.sharing() == Sharing.ON ? toOff(host, one) : Cell.NONE)
        .number("PSS", BYTES, mean(Metrics.PSS))
        .number("cgroups", BYTES, mean(Metrics.GROUP_MEMORY))
        .number("at work", this::atWork)
        .table("Memory that all of them take", tried);
  }

  private Cell atWork(SharingGuests one) {
    return one.workload().equals(Work.IDLE)
        ? Cell.NONE
        : Cell.of(found.mean(PageMetrics.LOADED_MEMORY, one), BYTES);
  }

  /** Returns that of memory that has become less than it was before there is no ratio. */
  private Cell toOff(Metric metric, SharingGuests on) {
    Optional<SharingGuests> off = off(on);
    boolean positive =
        off.isPresent()
            && Stream.of(on, off.get())
                .flatMap(either -> found.samples(metric, either).stream())
                .allMatch(one -> one.value() > 0);
    return positive ? Cells.times(found.ratio(metric, on, off.get())) : Cell.NONE;
  }

  private Section.Table further() {
    Map<List<Object>, List<SharingGuests>> alike =
        measured.stream()
            .collect(
                groupingBy(
                    one -> List.of(one.stack(), one.workload(), one.sharing()),
                    LinkedHashMap::new,
                    toList()));
    List<Further> rows = new ArrayList<>();
    for (List<SharingGuests> all : alike.values()) {
      rows.add(further(all, "PSS", Metrics.PSS));
      rows.add(further(all, "cgroups", Metrics.GROUP_MEMORY));
      rows.add(further(all, "host memory", Metrics.HOST_MEMORY));
    }
    rows.removeIf(row -> FurtherGuest.cell(row.points()).isEmpty());
    return new Columns<Further>()
        .text("environment", row -> found.called(row.first()))
        .text("work", row -> row.first().workload())
        .text("KSM", row -> row.first().sharing().word())
        .text("counted as", Further::counted)
        .number("a guest", row -> FurtherGuest.cell(row.points()).orElseThrow())
        .count("points", row -> row.points().size())
        .table("Memory of one more guest", rows);
  }

  private Further further(List<SharingGuests> alike, String counted, Metric metric) {
    List<FurtherGuest> points = new ArrayList<>();
    for (SharingGuests one : alike) {
      found
          .samples(metric, one)
          .forEach(sample -> points.add(new FurtherGuest(one.count(), sample.value())));
    }
    return new Further(alike.get(0), counted, points);
  }

  private Section.Table merged() {
    return names()
        .number("shared", Cell.COUNT, mean(PageMetrics.SHARED))
        .number("sharing", Cell.COUNT, mean(PageMetrics.SHARING))
        .number("for one", Cell.NUMBER, mean(PageMetrics.SHARERS))
        .number("unshared", Cell.COUNT, mean(PageMetrics.UNSHARED))
        .number("volatile", Cell.COUNT, mean(PageMetrics.VOLATILE))
        .number("zero", Cell.COUNT, mean(PageMetrics.ZERO))
        .number("of processes", Cell.COUNT, mean(PageMetrics.MERGING))
        .number("saved", BYTES, mean(PageMetrics.SAVED))
        .number("host has more", BYTES, mean(PageMetrics.GAINED))
        .number("ksmd CPU", "s", mean(PageMetrics.KSMD_CPU))
        .number(
            "saved a CPU s",
            "MiB/s",
            one -> divided(found.mean(PageMetrics.SAVED_PER_CPU, one), MIB))
        .number("after", "s", mean(PageMetrics.SCAN_TIME))
        .text("ended by", one -> isCut(one) ? "the time limit" : "two scans")
        .table("Merged pages", merging);
  }

  /**
   * Tells whether the time was up in any block; one in which a guest was lost says nothing of it.
   */
  private boolean isCut(SharingGuests one) {
    return results(one).stream().anyMatch(result -> !result.plateau());
  }

  private List<PagesResult> results(SharingGuests one) {
    return blocks(one).counted();
  }

  private CountedBlocks<PagesResult> blocks(SharingGuests one) {
    return CountedBlocks.of(found, one.name());
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
    String taken = text(off.orElse(most), Metrics.HOST_MEMORY, BYTES);
    if (most.sharing() == Sharing.OFF) {
      return what + taken + ".";
    }
    return what
        + taken
        + (off.isPresent() ? "" : ", merged")
        + "; merging saves "
        + text(most, PageMetrics.SAVED, BYTES)
        + ", "
        + text(most, PageMetrics.SHARING, Cell.COUNT)
        + " pages share "
        + text(most, PageMetrics.SHARED, Cell.COUNT)
        + ", for "
        + text(most, PageMetrics.KSMD_CPU, "s")
        + " of ksmd's CPU time.";
  }

  private String text(SharingGuests one, Metric metric, String unit) {
    return CellText.of(Cell.of(found.mean(metric, one), unit));
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
    for (SharingGuests one : merging) {
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
