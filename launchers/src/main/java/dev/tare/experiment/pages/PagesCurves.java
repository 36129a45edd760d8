package dev.tare.experiment.pages;

import dev.tare.experiment.Found;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Draws how pages became shared while they were scanned. */
final class PagesCurves {
  private static final double MIB = 1 << 20;

  private PagesCurves() {}

  /**
   * Returns that of each that merged, the first block's counters; then what all of them took
   * meanwhile.
   */
  static List<Section.Curves> of(
      Found<PagesParameters, SharingGuests, PagesResult> found, List<SharingGuests> merging) {
    List<Section.Curves> all = new ArrayList<>();
    List<Section.Line> memory = new ArrayList<>();
    for (SharingGuests one : merging) {
      PagesResult result =
          found.outcomes(one).stream().filter(PagesResult::measured).findFirst().orElseThrow();
      List<Look> looks = result.looks();
      String environment = found.called(one.stack().text());
      String rest = ", " + one.count() + " at once, " + one.workload();
      List<Section.Line> lines = new ArrayList<>();
      pages(lines, "shared", looks, look -> look.counts().shared());
      pages(lines, "sharing", looks, look -> look.counts().sharing());
      pages(lines, "unshared", looks, look -> look.counts().unshared());
      pages(lines, "volatile", looks, look -> look.counts().changing());
      pages(lines, "zero", looks, look -> look.counts().zero().orElse(0));
      all.add(
          new Section.Curves(
              "Pages of " + environment + rest,
              "s of scanning",
              "pages",
              Section.Scale.LINEAR,
              Section.Scale.LOG,
              lines));
      line(memory, environment + rest, looks, PagesCurves::takenMib);
    }
    all.add(new Section.Curves("Memory taken from the host", "s of scanning", "MiB", memory));
    return all.stream().filter(one -> !one.lines().isEmpty()).toList();
  }

  private static Cell takenMib(Look look) {
    OptionalDouble taken = look.takenBytes();
    return taken.isPresent() ? Cell.of(taken.getAsDouble() / MIB, "MiB") : Cell.NONE;
  }

  /** Leaves out what is 0: it has no place on a log scale. */
  private static void pages(
      List<Section.Line> lines, String name, List<Look> looks, ToLongFunction<Look> pages) {
    line(
        lines,
        name,
        looks.stream().filter(look -> pages.applyAsLong(look) > 0).toList(),
        look -> Cell.of(pages.applyAsLong(look), Cell.COUNT));
  }

  /** Leaves out what is not told. */
  private static void line(
      List<Section.Line> lines, String name, List<Look> looks, Function<Look, Cell> figure) {
    List<Section.Point> points =
        looks.stream()
            .map(look -> new Section.Point(look.seconds(), figure.apply(look)))
            .filter(point -> !point.y().equals(Cell.NONE))
            .toList();
    if (points.size() > 1) {
      lines.add(new Section.Line(name, points));
    }
  }
}
