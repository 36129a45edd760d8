package dev.tare.experiment.isolation;

import dev.tare.experiment.HostContext;
import dev.tare.result.Section;
import java.util.List;
import java.util.Optional;

/**
 * What of a figure can be held against ours.
 *
 * @param figure a word of the figure's subject, that tells figures with one place apart
 * @param kind the layer that it is about
 * @param allocation absent: either
 * @param low the least cost, as times as long as alone, that agrees
 * @param high the largest; where it is below {@code low} the work must never finish
 */
record Expectation(
    String where,
    String figure,
    String kind,
    String subject,
    Neighbour neighbour,
    Optional<Allocation> allocation,
    double low,
    double high,
    String reading) {
  static final double ANY = Double.POSITIVE_INFINITY;

  /** How close two layers are that do not differ significantly. */
  private static final double ALIKE = 1.1;

  static final List<Expectation> ALL =
      List.of(
          new Expectation(
              "Fig. 4",
              "shares",
              "lxc",
              "cpu",
              Neighbour.COMPETING,
              Optional.of(Allocation.SHARES),
              0,
              1.6,
              "lxc with CPU shares: competing work makes the victim take up to 1.6 times as long"),
          new Expectation(
              "Fig. 4",
              "fork",
              "lxc",
              "cpu",
              Neighbour.FORK,
              Optional.empty(),
              2,
              1,
              "lxc: beside a fork bomb the work never finishes"),
          new Expectation(
              "Fig. 4",
              "fork",
              "kvm",
              "cpu",
              Neighbour.FORK,
              Optional.empty(),
              0,
              1.3,
              "kvm: beside a fork bomb the work takes up to 1.3 times as long"),
          new Expectation(
              "Fig. 5",
              "malloc",
              "lxc",
              "memory",
              Neighbour.MALLOC,
              Optional.empty(),
              1 / (1 - 0.32),
              ANY,
              "lxc: a malloc bomb takes at least 32 % of the throughput"),
          new Expectation(
              "Fig. 5",
              "malloc",
              "kvm",
              "memory",
              Neighbour.MALLOC,
              Optional.empty(),
              0,
              1 / (1 - 0.11),
              "kvm: a malloc bomb takes at most 11 % of the throughput"),
          new Expectation(
              "Fig. 6",
              "disk",
              "lxc",
              "disk",
              Neighbour.DISK,
              Optional.empty(),
              8,
              ANY,
              "lxc: a bomb of small writes makes each access take at least 8 times as long"),
          new Expectation(
              "Fig. 6",
              "disk",
              "kvm",
              "disk",
              Neighbour.DISK,
              Optional.empty(),
              0,
              2,
              "kvm: a bomb of small writes makes each access take at most twice as long"),
          new Expectation(
              "Fig. 7",
              "network",
              "lxc",
              "net",
              Neighbour.UDP,
              Optional.empty(),
              1 / ALIKE,
              ALIKE,
              "a UDP bomb hurts lxc as much as kvm, within 10 %"));

  boolean isAbout(Row row) {
    Cell cell = row.cell();
    return HostContext.kind(cell.stack().text()).equals(kind)
        && cell.victim().subject().equals(subject)
        && cell.neighbour().equals(Optional.of(neighbour))
        && allocation.map(cell.allocation()::equals).orElse(true);
  }

  boolean neverFinishes() {
    return low > high;
  }

  /** What the study saw, as a bar: a bound is drawn at its end. */
  Section.Bar bar() {
    String name = "Chaufournier 2016: " + kind + ", " + neighbour.word();
    if (neverFinishes()) {
      return new Section.Bar(name, Section.Cell.of("DNF"), true);
    }
    double left = 1 / (high == ANY ? low : high);
    return new Section.Bar(
        name, Section.Cell.of(left, Section.Cell.NUMBER).with(", " + where), true);
  }
}
