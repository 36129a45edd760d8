package dev.tare.result;

import java.util.ArrayList;
import java.util.List;

/**
 * What an experiment found beyond the scores of its benchmarks, as a report shows it: curves,
 * tables, and what the studies say of it.
 *
 * @param id of letters and dashes, no two alike in a run
 * @param title of the section
 * @param lead what was asked, and how to read the answer
 * @param curves drawn after the bars
 * @param bars drawn first
 * @param tables the figures, those of the curves and bars among them
 * @param studies the studies' figures beside ours
 * @param notes what a reader has to know, a line each
 * @param answer to the experiment's question, a sentence; empty where there is none
 * @param reference the environment that scores are compared with; null: they are not compared
 */
public record Section(
    String id,
    String title,
    String lead,
    List<Curves> curves,
    List<Bars> bars,
    List<Table> tables,
    List<Beside> studies,
    List<String> notes,
    String answer,
    String reference) {

  /** How an axis is divided. */
  public enum Scale {
    /** From 0, every step as long as the next. */
    LINEAR,
    /** By ratios; what is drawn is above 0. */
    LOG,
    /** Each value there is beside the next one, whatever lies between. */
    EVEN
  }

  /**
   * Lines over the same axis.
   *
   * @param xLabel what is along the axis, with its unit
   * @param yLabel what is up, with its unit
   * @param xScale {@code LINEAR} or {@code EVEN}
   * @param yScale {@code LINEAR} or {@code LOG}
   */
  public record Curves(
      String title, String xLabel, String yLabel, Scale xScale, Scale yScale, List<Line> lines) {
    /** Both axes linear. */
    public Curves(String title, String xLabel, String yLabel, List<Line> lines) {
      this(title, xLabel, yLabel, Scale.LINEAR, Scale.LINEAR, lines);
    }

    public Curves {
      xScale = xScale == null ? Scale.LINEAR : xScale;
      yScale = yScale == null ? Scale.LINEAR : yScale;
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
   * @param label what is drawn, with its unit
   * @param mark a value that is marked on the axis; null for none
   */
  public record Bars(String title, String label, Double mark, List<Bar> bars) {
    /** Of ratios: 1 is marked. */
    public Bars(String title, String label, List<Bar> bars) {
      this(title, label, 1.0, bars);
    }

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
   * @param theirs a study's, which is not to be taken for ours
   */
  public record Bar(
      String name, Double value, Double low, Double high, String text, boolean theirs) {
    /** One of ours. */
    public Bar(String name, Double value, Double low, Double high, String text) {
      this(name, value, low, high, text, false);
    }

    /** A study's, without an interval. */
    public static Bar theirs(String name, Double value, String text) {
      return new Bar(name, value, null, null, text, true);
    }
  }

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

  /** Without an answer yet, and compared with nothing. */
  public Section(
      String id,
      String title,
      String lead,
      List<Curves> curves,
      List<Bars> bars,
      List<Table> tables,
      List<Beside> studies,
      List<String> notes) {
    this(id, title, lead, curves, bars, tables, studies, notes, "", null);
  }

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

  /** The same with what it comes to, in a sentence or two. */
  public Section answering(String other) {
    return new Section(id, title, lead, curves, bars, tables, studies, notes, other, reference);
  }

  /** The same with one more note. */
  public Section noting(String note) {
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return new Section(id, title, lead, curves, bars, tables, studies, all, answer, reference);
  }

  /** The same of an experiment whose scores are compared with those of an environment. */
  public Section comparedWith(String environment) {
    return new Section(id, title, lead, curves, bars, tables, studies, notes, answer, environment);
  }

  public Section {
    curves = List.copyOf(curves);
    bars = bars == null ? List.of() : List.copyOf(bars);
    tables = List.copyOf(tables);
    studies = List.copyOf(studies);
    notes = List.copyOf(notes);
    answer = answer == null ? "" : answer;
    if (!id.matches("[a-z-]+")) {
      throw new IllegalArgumentException("not an id: " + id);
    }
  }
}
