package dev.tare.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tare.result.Column;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.List;

/** A section as it is shown: every figure beside the text that is printed of it. */
record SectionView(
    String id,
    String title,
    String lead,
    List<Curves> curves,
    List<Bars> bars,
    List<Table> tables,
    List<String> notes,
    @JsonInclude(JsonInclude.Include.NON_NULL) FleetView fleet) {
  record Curves(
      String title,
      String xLabel,
      String yLabel,
      Section.Scale xScale,
      Section.Scale yScale,
      List<Line> lines) {}

  record Line(String name, List<Point> points) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Point(double x, double y, Double low, Double high, String text) {}

  record Bars(String title, String label, Double mark, List<Bar> bars) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Bar(String name, Double value, Double low, Double high, String text, boolean theirs) {}

  record Table(String caption, List<Column> columns, List<List<String>> rows) {}

  static SectionView of(Section section) {
    return new SectionView(
        section.id(),
        section.title(),
        section.lead(),
        section.curves().stream().map(SectionView::of).toList(),
        section.bars().stream().map(SectionView::of).toList(),
        section.tables().stream().map(SectionView::of).toList(),
        section.notes(),
        null);
  }

  /** Returns the same with nodes and benchmarks, which a page draws. */
  SectionView with(FleetView other) {
    return new SectionView(id, title, lead, curves, bars, tables, notes, other);
  }

  private static Curves of(Section.Curves curves) {
    List<Line> lines =
        curves.lines().stream()
            .map(
                line ->
                    new Line(
                        line.name(),
                        line.points().stream().map(point -> of(point, curves.xLabel())).toList()))
            .toList();
    return new Curves(
        curves.title(), curves.xLabel(), curves.yLabel(), curves.xScale(), curves.yScale(), lines);
  }

  private static Point of(Section.Point point, String label) {
    Cell y = point.y();
    String text = CellText.of(y);
    String at = CellText.plain(point.x());
    // What is printed in words of its own says where it is, too.
    boolean whole = y.unit() == null;
    String said = label.equals("percentile") ? "p" + at : label + " " + at;
    return new Point(point.x(), y.value(), y.low(), y.high(), whole ? text : said + ": " + text);
  }

  private static Bars of(Section.Bars bars) {
    return new Bars(
        bars.title(),
        bars.label(),
        bars.mark(),
        bars.bars().stream().map(SectionView::of).toList());
  }

  private static Bar of(Section.Bar bar) {
    Cell figure = bar.figure();
    return new Bar(
        bar.name(), figure.value(), figure.low(), figure.high(), CellText.of(figure), bar.theirs());
  }

  private static Table of(Section.Table table) {
    return new Table(
        table.caption(), table.columns(), table.rows().stream().map(CellText::of).toList());
  }
}
