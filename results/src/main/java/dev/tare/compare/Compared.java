package dev.tare.compare;

import dev.tare.stats.Verdict;
import java.util.List;

/**
 * Everything that came of comparing two runs.
 *
 * @param a where A was measured
 * @param b where B was
 * @param tau the smallest change that matters where a row does not say otherwise, a fraction
 * @param interleaved whether both sides were measured in turn, in one run
 * @param facts what differs between the two places
 * @param notes what a reader of all rows has to know; those of one side have its name before them
 * @param rows by effect: what became worse the most comes first; rows without a ratio come last
 */
public record Compared(
    MeasuredEnvironment a,
    MeasuredEnvironment b,
    double tau,
    boolean interleaved,
    List<FactDifference> facts,
    List<Note> notes,
    List<ComparedSeries> rows) {
  public Compared {
    facts = List.copyOf(facts);
    notes = List.copyOf(notes);
    rows = List.copyOf(rows);
  }

  /** Returns the notes as lines. */
  public List<String> warnings() {
    return notes.stream().map(Note::text).toList();
  }

  /** Returns how long one fork more of both sides takes. */
  public Pace pace() {
    return Pace.of(List.of(a.run(), b.run()));
  }

  /** Returns how many gated rows have that verdict. */
  public long count(Verdict verdict) {
    return rows.stream().filter(row -> row.gated() && row.is(verdict)).count();
  }

  /** Returns how many gated rows have a verdict that leaves open if they became worse. */
  public long countOpen() {
    return rows.stream().filter(row -> row.gated() && row.isOpen()).count();
  }
}
