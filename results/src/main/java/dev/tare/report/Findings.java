package dev.tare.report;

import dev.tare.result.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Finds what stands out beside the answer, a sentence each, from figures that others computed. */
final class Findings {
  private static final double LONG_TAIL = 10;

  private final List<ReportData.Environment> places;

  private Findings(List<ReportData.Environment> places) {
    this.places = places;
  }

  /** An experiment's own figures have tables, and nobody records noise beside them. */
  static List<String> of(List<ReportData.Entry> all, List<ReportData.Environment> places) {
    return new Findings(places).of(all);
  }

  private List<String> of(List<ReportData.Entry> all) {
    List<ReportData.Entry> entries =
        all.stream().filter(one -> !one.benchmark().startsWith(Sample.PACKAGE)).toList();
    List<String> sentences = new ArrayList<>();
    surest(entries, sentences);
    shown(entries)
        .map(this::tail)
        .flatMap(Optional::stream)
        .filter(one -> one.times() >= LONG_TAIL)
        .max(Comparator.comparingDouble(Tail::times))
        .ifPresent(one -> sentences.add(one.text()));
    noise(entries).ifPresent(sentences::add);
    return sentences;
  }

  private record Shown(ReportData.Entry entry, ReportData.Side side) {}

  private void surest(List<ReportData.Entry> entries, List<String> sentences) {
    ToDoubleFunction<Shown> width = one -> one.side().score().high() / one.side().score().low();
    List<Shown> bounded =
        shown(entries)
            .filter(one -> one.side().score().low() != null && one.side().score().low() > 0)
            .sorted(Comparator.comparingDouble(width))
            .toList();
    if (bounded.size() > 1) {
      sentences.add("Surest: " + score(bounded.get(0)));
      sentences.add("Least sure: " + score(bounded.get(bounded.size() - 1)));
    }
  }

  private String score(Shown one) {
    ReportData.Figure score = one.side().score();
    return name(one) + ", " + score.text() + " [" + score.interval() + "], " + forks(score);
  }

  /**
   * Returns the benchmark's name, and where it was measured where that may be in several places.
   */
  private String name(Shown one) {
    String benchmark = one.entry().name();
    return places.size() < 2
        ? benchmark
        : benchmark + " (" + places.get(one.side().place()).name() + ")";
  }

  private static String forks(ReportData.Figure figure) {
    return figure.forks() + (figure.forks() == 1 ? " fork" : " forks");
  }

  private record Tail(double times, String text) {}

  private Optional<Tail> tail(Shown one) {
    if (one.side().latency() == null) {
      return Optional.empty();
    }
    Map<String, ReportData.Figure> named = new TreeMap<>();
    one.side().latency().percentiles().forEach(each -> named.put(each.name(), each.figure()));
    ReportData.Figure middle = named.get("p50");
    ReportData.Figure far = named.get("p99");
    if (middle == null || far == null || middle.value() == null || far.value() == null) {
      return Optional.empty();
    }
    double times = far.value() / middle.value();
    String text =
        "Longest tail: "
            + name(one)
            + ", p99 "
            + far.text()
            + " is "
            + Quantity.times(times)
            + " its p50 "
            + middle.text()
            + ", "
            + forks(far);
    return Optional.of(new Tail(times, text));
  }

  private static Optional<String> noise(List<ReportData.Entry> entries) {
    List<ReportData.NoiseCount> all =
        shown(entries).map(one -> one.side().noise()).filter(Objects::nonNull).toList();
    int iterations = all.stream().mapToInt(ReportData.NoiseCount::iterations).sum();
    int flagged = all.stream().mapToInt(ReportData.NoiseCount::flagged).sum();
    if (all.isEmpty()) {
      return entries.isEmpty() ? Optional.empty() : Optional.of("Noise: not recorded");
    }
    String many = flagged == iterations ? "all " + flagged : flagged + " of " + iterations;
    return flagged == 0
        ? Optional.empty()
        : Optional.of(
            "Noise: " + many + " iterations were disturbed from outside; none is left out");
  }

  private static Stream<Shown> shown(List<ReportData.Entry> entries) {
    return entries.stream()
        .flatMap(entry -> entry.sides().stream().map(side -> new Shown(entry, side)));
  }
}
