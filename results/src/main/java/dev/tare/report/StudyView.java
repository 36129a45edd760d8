package dev.tare.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A study as it is shown: every figure of it, with what stands beside it here.
 *
 * @param id of the study
 * @param name how it is cited
 * @param found how its claims fared here, a sentence
 * @param figures in its order
 */
record StudyView(String id, String name, String title, String found, List<Figure> figures) {
  /**
   * Holds one of its figures.
   *
   * @param where it stands there
   * @param about what it is of
   * @param theirs what is printed there
   * @param rows a claim each, in their order; one that holds of several of ours has one for each
   * @param command that would measure what is not measured; absent where all is, and where none can
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Figure(
      String where, String about, String theirs, List<CheckedClaim> rows, String command) {
    /** Tells whether something of it was not measured here. */
    boolean open() {
      return rows.isEmpty() || rows.stream().anyMatch(row -> !row.measured());
    }

    /** Returns what would measure it, in words where nothing can. */
    String would() {
      return command == null ? NOTHING : command;
    }
  }

  /** Stands where no command would measure a figure. */
  static final String NOTHING = "nothing here measures it";

  /**
   * Holds a claim of a figure.
   *
   * @param ours the figure here with its interval; where it was not measured, that
   * @param measured whether there is a figure of ours
   */
  record CheckedClaim(String claim, String ours, String verdict, boolean measured) {}

  /** One that was measured, and the figure that it is about. */
  record Judged(Figure figure, CheckedClaim row) {}

  /** Returns those that were measured. */
  List<Judged> judged() {
    return figures.stream()
        .flatMap(
            figure ->
                figure.rows().stream()
                    .filter(CheckedClaim::measured)
                    .map(row -> new Judged(figure, row)))
        .toList();
  }

  /** Returns the figures of which something was not measured. */
  List<Figure> open() {
    return figures.stream().filter(Figure::open).toList();
  }
}
