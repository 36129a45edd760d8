package dev.tare.experiment.isolation;

import dev.tare.compare.ClaimVerdict;
import dev.tare.experiment.Cells;
import dev.tare.experiment.HostContext;
import dev.tare.experiment.Words;
import dev.tare.result.PublishedFigure;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.io.PublishedJson;
import dev.tare.stats.GeometricMean;
import dev.tare.stats.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chaufournier 2016, section 4.2, beside what was found here. */
final class IsolationClaims {
  private static final String STUDY = "chaufournier2016";
  private static final String EXPERIMENT = "isolation";
  private final HostContext ground;
  private final List<Row> rows;

  IsolationClaims(HostContext ground, List<Row> rows) {
    this.ground = ground;
    this.rows = rows;
  }

  /** One for each claim and case that it is about; those about nothing measured come once. */
  List<Section.Judged> all() {
    List<Section.Judged> all = new ArrayList<>();
    for (Expectation expected : Expectation.ALL) {
      List<Row> about = rows.stream().filter(expected::isAbout).toList();
      if (about.isEmpty()) {
        all.add(beside(expected, "", Cell.of("not measured here"), ClaimVerdict.FIGURES_ALONE));
      }
      for (Row row : about) {
        all.add(expected.neighbour() == Neighbour.UDP ? alike(expected, row) : held(expected, row));
      }
    }
    return all;
  }

  /** What the study saw of such a victim beside the neighbours that were tried here. */
  List<Section.Bar> bars(Victim victim) {
    return Expectation.ALL.stream()
        .filter(one -> one.neighbour() != Neighbour.UDP)
        .filter(one -> one.subject().equals(victim.subject()))
        .filter(
            one ->
                rows.stream()
                    .map(Row::cell)
                    .filter(cell -> cell.victim().equals(victim))
                    .filter(cell -> one.allocation().map(cell.allocation()::equals).orElse(true))
                    .anyMatch(cell -> cell.neighbour().equals(Optional.of(one.neighbour()))))
        .map(Expectation::bar)
        .toList();
  }

  private Section.Judged held(Expectation expected, Row row) {
    Optional<GeometricMean> cost = row.cost();
    Cell ours =
        row.neverFinishes()
            ? Cell.of("DNF, given up after " + given(row) + why(row))
            : cost.isPresent()
                ? Cells.times(cost).with("as long" + why(row))
                : Cell.of("no figure" + why(row));
    return beside(expected, place(row), ours, verdict(expected, row, cost));
  }

  private ClaimVerdict verdict(Expectation expected, Row row, Optional<GeometricMean> cost) {
    if (row.neverFinishes()) {
      boolean agrees = expected.neverFinishes() || expected.high() == Expectation.ANY;
      return elsewhere(row, agrees ? ClaimVerdict.HOLDS : ClaimVerdict.DOES_NOT_HOLD);
    }
    if (cost.isEmpty()) {
      return ClaimVerdict.CANNOT_TELL;
    }
    if (expected.neverFinishes()) {
      boolean always = row.count(Observation.End.GIVEN_UP) == 0;
      return elsewhere(row, always ? ClaimVerdict.DOES_NOT_HOLD : ClaimVerdict.CANNOT_TELL);
    }
    return elsewhere(row, within(cost.get(), expected.low(), expected.high()));
  }

  /** The same neighbour in the other layer. */
  private Section.Judged alike(Expectation expected, Row lxc) {
    Optional<Row> kvm =
        rows.stream()
            .filter(row -> HostContext.kind(row.cell().stack().text()).equals("kvm"))
            .filter(row -> row.cell().victim().equals(lxc.cell().victim()))
            .filter(row -> row.cell().allocation() == lxc.cell().allocation())
            .filter(row -> row.cell().neighbour().equals(lxc.cell().neighbour()))
            .findFirst();
    Optional<GeometricMean> there = kvm.flatMap(Row::cost);
    Optional<GeometricMean> here = lxc.cost();
    if (here.isEmpty() || there.isEmpty()) {
      return beside(expected, "", Cell.of("not measured here in both"), ClaimVerdict.FIGURES_ALONE);
    }
    double ratio = here.get().value() / there.get().value();
    boolean close = ratio >= expected.low() && ratio <= expected.high();
    return beside(
        expected,
        place(lxc) + ", over kvm",
        Cell.of(ratio, Cell.TIMES).with("as long" + why(kvm.get())),
        elsewhere(kvm.get(), close ? ClaimVerdict.HOLDS : ClaimVerdict.DOES_NOT_HOLD));
  }

  static ClaimVerdict within(GeometricMean cost, double low, double high) {
    if (cost.forks() < Verdicts.MIN_FORKS) {
      return ClaimVerdict.CANNOT_TELL;
    }
    if (cost.ci95().low() >= low && cost.ci95().high() <= high) {
      return ClaimVerdict.HOLDS;
    }
    boolean outside = cost.ci95().high() < low || cost.ci95().low() > high;
    return outside ? ClaimVerdict.DOES_NOT_HOLD : ClaimVerdict.CANNOT_TELL;
  }

  private ClaimVerdict elsewhere(Row row, ClaimVerdict here) {
    boolean other = ground.other(row.cell().stack().text()).isPresent();
    return other ? ClaimVerdict.OTHER_TOPOLOGY : here;
  }

  private String why(Row row) {
    return ground.other(row.cell().stack().text()).map(text -> " (" + text + ")").orElse("");
  }

  private static String place(Row row) {
    return row.cell().stack().text() + ", " + row.cell().allocation().word();
  }

  private static String given(Row row) {
    return Words.number(
            row.beside().stream().mapToDouble(Observation::limitSeconds).max().orElse(0))
        + " s";
  }

  private static Section.Judged beside(
      Expectation expected, String about, Cell ours, ClaimVerdict verdict) {
    PublishedFigure figure = figure(expected);
    String source =
        figure.study().authors().split("[, ]")[0]
            + " "
            + figure.study().year()
            + ", "
            + expected.where();
    String theirs =
        figure.values().entrySet().stream()
            .map(value -> value.getKey() + " " + value.getValue())
            .collect(Collectors.joining("; "));
    String subject = figure.subject() + (theirs.isEmpty() ? "" : ": " + theirs);
    String said = figure.statement().map(text -> subject + ": " + text).orElse(subject);
    return new Section.Judged(expected.reading(), source, said, about, ours, verdict.label());
  }

  private static PublishedFigure figure(Expectation expected) {
    return PublishedJson.figures().stream()
        .filter(one -> one.study().id().equals(STUDY) && one.experiment().equals(EXPERIMENT))
        .filter(one -> one.where().equals(expected.where()))
        .filter(one -> one.subject().contains(expected.figure()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no figure " + expected.where()));
  }
}
