package dev.tare.result;

import java.util.List;

/**
 * What an experiment found beyond the scores of its benchmarks, as a report shows it: curves,
 * tables, and what the studies say of it.
 *
 * @param id of letters and dashes, no two alike in a run
 * @param title of the section
 * @param lead what was asked, and how to read the answer
 * @param curves drawn first
 * @param bars drawn next
 * @param tables the figures, those of the curves and bars among them
 * @param studies the studies' figures beside ours
 * @param notes what a reader has to know, a line each
 */
public record Section(
    String id,
    String title,
    String lead,
    List<Curves> curves,
    List<Bars> bars,
    List<Table> tables,
    List<Beside> studies,
    List<String> notes) {

  /**
   * Lines over the same axis.
   *
   * @param xLabel what is along the axis, with its unit
   * @param yLabel what is up, with its unit
   */
  public record Curves(String title, String xLabel, String yLabel, List<Line> lines) {
    public Curves {
      lines = List.copyOf(lines);
    }
  }

  /** One line, its points by x. */
  public record Line(String name, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * One point.
   *
   * @param low the lower end of y's 95 % interval; null where it is unknown
   * @param high the upper end
   * @param text the point in words
   */
  public record Point(double x, double y, Double low, Double high, String text) {}

  /**
   * Cases side by side, on an axis from 0.
   *
   * @param label what is drawn, with its unit; 1 on the axis is marked
   */
  public record Bars(String title, String label, List<Bar> bars) {
    public Bars {
      bars = List.copyOf(bars);
    }
  }

  /**
   * One case.
   *
   * @param value null where there is none, as of what never finished: the text says why
   * @param low the lower end of its 95 % interval; null where it is unknown
   * @param high the upper end
   * @param text the figure in words
   */
  public record Bar(String name, Double value, Double low, Double high, String text) {}

  /**
   * Rows of cells.
   *
   * @param header a name that begins with {@code #} is over a column of numbers
   */
  public record Table(String caption, List<String> header, List<List<String>> rows) {
    public Table {
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != header.size()) {
          throw new IllegalArgumentException(row.size() + " cells for " + header.size());
        }
      }
    }
  }

  /** A study's figure beside ours. */
  public record Beside(String claim, String source, String theirs, String ours, String verdict) {}

  /** Without bars. */
  public Section(
      String id,
      String title,
      String lead,
      List<Curves> curves,
      List<Table> tables,
      List<Beside> studies,
      List<String> notes) {
    this(id, title, lead, curves, List.of(), tables, studies, notes);
  }

  public Section {
    curves = List.copyOf(curves);
    bars = bars == null ? List.of() : List.copyOf(bars);
    tables = List.copyOf(tables);
    studies = List.copyOf(studies);
    notes = List.copyOf(notes);
    if (!id.matches("[a-z-]+")) {
      throw new IllegalArgumentException("not an id: " + id);
    }
  }
}
