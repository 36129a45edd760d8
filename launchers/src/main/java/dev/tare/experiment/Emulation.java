package dev.tare.experiment;

import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says wherever a figure stands that it is of an emulated guest, and so tells nothing of KVM. */
public final class Emulation {
  private Emulation() {}

  /** Returns an emulated environment as tables and charts call it. */
  public static String name(String environment) {
    return environment + ", emulated (TCG)";
  }

  /** Returns what follows a title of figures that are of emulated machines alone, or of none. */
  public static String suffix(boolean emulated) {
    return emulated ? ", emulated machines" : "";
  }

  /** Returns a line for below the figures. */
  public static String note(String environment) {
    return environment + ": emulated (TCG), not a KVM figure";
  }

  /**
   * A section in which rows, lines and bars of emulated environments are called so, with a note for
   * each. Rows and lines are known by their name, bars by what stands before the first comma.
   */
  public static Section told(Section section, Set<String> emulated) {
    List<String> notes =
        Stream.concat(section.notes().stream(), emulated.stream().sorted().map(Emulation::note))
            .toList();
    return new Section(
        section.id(),
        section.title(),
        section.lead(),
        section.curves().stream().map(one -> told(one, emulated)).toList(),
        section.bars().stream().map(one -> told(one, emulated)).toList(),
        section.tables().stream().map(one -> told(one, emulated)).toList(),
        section.studies(),
        notes,
        answer(section.answer(), emulated),
        section.reference());
  }

  private static String answer(String answer, Set<String> emulated) {
    String notes =
        emulated.stream().sorted().map(one -> " " + note(one) + ".").collect(Collectors.joining());
    return answer.isEmpty() ? answer : answer + notes;
  }

  private static Section.Curves told(Section.Curves curves, Set<String> emulated) {
    return new Section.Curves(
        curves.title(),
        curves.xLabel(),
        curves.yLabel(),
        curves.xScale(),
        curves.yScale(),
        curves.lines().stream()
            .map(line -> new Section.Line(told(line.name(), emulated), line.points()))
            .toList());
  }

  private static Section.Bars told(Section.Bars bars, Set<String> emulated) {
    return new Section.Bars(
        bars.title(),
        bars.label(),
        bars.mark(),
        bars.bars().stream().map(bar -> bar.theirs() ? bar : told(bar, emulated)).toList());
  }

  private static Section.Bar told(Section.Bar bar, Set<String> emulated) {
    return new Section.Bar(told(bar.name(), emulated), bar.figure());
  }

  private static Section.Table told(Section.Table table, Set<String> emulated) {
    List<List<Cell>> rows = new ArrayList<>();
    for (List<Cell> row : table.rows()) {
      List<Cell> cells = new ArrayList<>(row);
      cells.set(0, Cell.of(told(row.get(0).words(), emulated)));
      rows.add(cells);
    }
    return new Section.Table(table.caption(), table.columns(), rows);
  }

  /** A stack with options has commas of its own, in its brackets. */
  private static String told(String name, Set<String> emulated) {
    Optional<String> environment =
        emulated.stream()
            .filter(one -> name.equals(one) || name.startsWith(one + ", "))
            .findFirst();
    return environment.map(one -> name(one) + name.substring(one.length())).orElse(name);
  }
}
