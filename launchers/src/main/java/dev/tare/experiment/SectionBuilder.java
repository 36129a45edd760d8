package dev.tare.experiment;

import dev.tare.result.Section;
import dev.tare.result.Section.Scale;
import java.util.ArrayList;
import java.util.List;

/** Puts a section together, without tables, bars and curves that have nothing to show. */
public final class SectionBuilder {
  private final List<Section.Curves> curves = new ArrayList<>();
  private final List<Section.Bars> bars = new ArrayList<>();
  private final List<Section.Table> tables = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  public SectionBuilder table(Section.Table table) {
    if (!table.rows().isEmpty()) {
      tables.add(table);
    }
    return this;
  }

  /** Adds bars on an axis without a mark. */
  public SectionBuilder bars(String title, String label, List<Section.Bar> all) {
    return bars(title, label, null, all);
  }

  /**
   * Adds bars on an axis.
   *
   * @param mark a value that is marked on it; null for none
   */
  public SectionBuilder bars(String title, String label, Double mark, List<Section.Bar> all) {
    if (!all.isEmpty()) {
      bars.add(new Section.Bars(title, label, mark, all));
    }
    return this;
  }

  /** Adds lines with both axes linear. */
  public SectionBuilder curves(
      String title, String xLabel, String yLabel, List<Section.Line> lines) {
    return curves(title, xLabel, yLabel, Scale.LINEAR, Scale.LINEAR, lines);
  }

  public SectionBuilder curves(
      String title,
      String xLabel,
      String yLabel,
      Scale xScale,
      Scale yScale,
      List<Section.Line> lines) {
    if (!lines.isEmpty()) {
      curves.add(new Section.Curves(title, xLabel, yLabel, xScale, yScale, lines));
    }
    return this;
  }

  public SectionBuilder note(String line) {
    notes.add(line);
    return this;
  }

  /**
   * Returns all of it; see {@link Section}.
   *
   * @param answer empty where there is none
   */
  public Section section(String id, String title, String lead, String answer) {
    return new Section(id, title, lead, curves, bars, tables, List.of(), notes).answering(answer);
  }
}
