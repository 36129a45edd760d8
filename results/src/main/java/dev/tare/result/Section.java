package dev.tare.result;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Holds what an experiment found beyond the scores of its benchmarks, as a report shows it: curves,
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
    List<Judged> studies,
    List<String> notes,
    String answer,
    String reference) {

  /** Says how an axis is divided. */
  public enum Scale {
    /** Begins at 0, every step as long as the next. */
    LINEAR,
    /** Goes by ratios; what is drawn is above 0. */
    LOG,
    /** Each value there is beside the next one, whatever lies between. */
    EVEN
  }

  /**
   * Draws lines over the same axis.
   *
   * @param xLabel what is along the axis, with its unit
   * @param yLabel what is up, with its unit
   * @param xScale {@code LINEAR} or {@code EVEN}
   * @param yScale {@code LINEAR} or {@code LOG}
   */
  public record Curves(
      String title, String xLabel, String yLabel, Scale xScale, Scale yScale, List<Line> lines) {
    /** Makes both axes linear. */
    public Curves(String title, String xLabel, String yLabel, List<Line> lines) {
      this(title, xLabel, yLabel, Scale.LINEAR, Scale.LINEAR, lines);
    }

    public Curves {
      xScale = xScale == null ? Scale.LINEAR : xScale;
      yScale = yScale == null ? Scale.LINEAR : yScale;
      lines = List.copyOf(lines);
    }
  }

  /** Is one line, its points by x. */
  public record Line(String name, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  /** Is one point: its figure over x. */
  public record Point(double x, Cell y) {}

  /**
   * Draws cases side by side, on an axis from 0.
   *
   * @param label what is drawn, with its unit
   * @param mark a value that is marked on the axis; null for none
   */
  public record Bars(String title, String label, Double mark, List<Bar> bars) {
    /** Makes bars of ratios: 1 is marked. */
    public Bars(String title, String label, List<Bar> bars) {
      this(title, label, 1.0, bars);
    }

    public Bars {
      bars = List.copyOf(bars);
    }
  }

  /**
   * Is one case.
   *
   * @param figure without a value where there is none, as of what never finished
   * @param theirs a study's, which is not to be taken for ours
   */
  public record Bar(String name, Cell figure, boolean theirs) {
    /** Makes one of ours. */
    public Bar(String name, Cell figure) {
      this(name, figure, false);
    }
  }

  /**
   * A figure with its unit, or words where there is none. How it is printed is a report's affair.
   *
   * @param value null where there is none
   * @param low the lower end of its 95 % interval; null where it is unknown
   * @param high the upper end
   * @param unit as a {@link Unit} is written, or one of those below; null where the words hold the
   *     figure too, as in runs that were made before figures were kept as numbers
   * @param words behind the figure, or instead of it
   */
  public record Cell(Double value, Double low, Double high, String unit, String words) {
    /** A number that needs no unit. */
    public static final String NUMBER = "1";

    /** Is how many times another figure. */
    public static final String TIMES = "x";

    /** Is a part of a whole, 0 to 1. */
    public static final String SHARE = "share";

    /** Is a number of things. */
    public static final String COUNT = "count";

    /** There is no figure. */
    public static final Cell NONE = new Cell(null, null, null, null, "");

    public Cell {
      words = words == null ? "" : words;
    }

    public static Cell of(String words) {
      return new Cell(null, null, null, null, words);
    }

    public static Cell of(double value, String unit) {
      return new Cell(value, null, null, unit, "");
    }

    /** Returns a figure, or none. */
    public static Cell of(OptionalDouble value, String unit) {
      return value.isEmpty() ? NONE : of(value.getAsDouble(), unit);
    }

    /** Returns the same in a unit that is so many times as large. */
    public Cell in(String larger, double times) {
      return new Cell(
          divided(value, times), divided(low, times), divided(high, times), larger, words);
    }

    private static Double divided(Double value, double by) {
      return value == null ? null : Double.valueOf(value / by);
    }

    /** Returns the same with words behind it. */
    public Cell with(String more) {
      return new Cell(value, low, high, unit, more);
    }
  }

  /** Holds rows of cells, one for each column. */
  public record Table(String caption, List<Column> columns, List<List<Cell>> rows) {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Cell> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(row.size() + " cells for " + columns.size());
        }
      }
    }

    /** Tells whether any figure stands in it, or it is one of words alone. */
    public boolean tells() {
      List<Integer> figures =
          IntStream.range(0, columns.size()).filter(i -> columns.get(i).numbers()).boxed().toList();
      return figures.isEmpty()
          || rows.stream()
              .anyMatch(row -> figures.stream().anyMatch(i -> !row.get(i).equals(Cell.NONE)));
    }
  }

  /**
   * Is a study's figure beside ours.
   *
   * @param about what of ours it is held against; empty where there is nothing
   */
  public record Judged(
      String claim, String source, String theirs, String about, Cell ours, String verdict) {}

  /** Makes one without an answer yet, and compared with nothing. */
  public Section(
      String id,
      String title,
      String lead,
      List<Curves> curves,
      List<Bars> bars,
      List<Table> tables,
      List<Judged> studies,
      List<String> notes) {
    this(id, title, lead, curves, bars, tables, studies, notes, "", null);
  }

  /** Makes one without bars. */
  public Section(
      String id,
      String title,
      String lead,
      List<Curves> curves,
      List<Table> tables,
      List<Judged> studies,
      List<String> notes) {
    this(id, title, lead, curves, List.of(), tables, studies, notes);
  }

  /** Returns the same with what it comes to, in a sentence or two. */
  public Section answering(String other) {
    return new Section(id, title, lead, curves, bars, tables, studies, notes, other, reference);
  }

  public Section noting(String note) {
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return new Section(id, title, lead, curves, bars, tables, studies, all, answer, reference);
  }

  /** Returns the same of an experiment whose scores are compared with those of an environment. */
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
