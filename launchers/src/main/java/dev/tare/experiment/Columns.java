package dev.tare.experiment;

import dev.tare.result.Column;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Describes a table by its columns: what stands above each, and what it has of a row.
 *
 * @param <R> what a row is about
 */
public final class Columns<R> {
  private final List<Column> heads = new ArrayList<>();
  private final List<Function<? super R, Cell>> cells = new ArrayList<>();

  /** Adds one of words. */
  public Columns<R> text(String title, Function<? super R, String> words) {
    return column(Column.text(title), row -> Cell.of(words.apply(row)));
  }

  /** Adds one of figures. */
  public Columns<R> number(String title, Function<? super R, Cell> figure) {
    return column(Column.number(title), figure);
  }

  /** Adds one of figures in a unit, of those that have it. */
  public Columns<R> number(String title, String unit, Function<? super R, OptionalDouble> figure) {
    return number(title, row -> Cell.of(figure.apply(row), unit));
  }

  /** Adds one of numbers of things. */
  public Columns<R> count(String title, ToLongFunction<? super R> count) {
    return number(title, row -> Cell.of(count.applyAsLong(row), Cell.COUNT));
  }

  private Columns<R> column(Column head, Function<? super R, Cell> cell) {
    heads.add(head);
    cells.add(cell);
    return this;
  }

  public Section.Table table(String caption, List<? extends R> rows) {
    return new Section.Table(
        caption,
        heads,
        rows.stream().map(row -> cells.stream().map(cell -> cell.apply(row)).toList()).toList());
  }
}
