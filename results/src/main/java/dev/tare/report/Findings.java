package dev.tare.report;

import dev.tare.stats.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands out, a sentence each, from figures that others computed. */
final class Findings {
  private static final double LONG_TAIL = 10;
  private static final String WORSE = Verdict.REGRESSED.label();

  private final List<ReportData.Entry> entries;
  private final List<String> sentences = new ArrayList<>();

  private Findings(List<ReportData.Entry> entries) {
    this.entries = entries;
  }

  static List<String> of(List<ReportData.Place> places, List<ReportData.Entry> entries) {
    Findings findings = new Findings(entries);
    for (int place = 1; place < places.size(); place++) {
      findings.compared(place, places);
    }
    if (places.size() < 2) {
      findings.certain();
    }
    findings.tail();
    findings.noise();
    return findings.sentences;
  }

  private record Shown(ReportData.Entry entry, ReportData.Side side) {}

  private void compared(int place, List<ReportData.Place> places) {
    List<Shown> judged =
        shown()
            .filter(one -> one.side().place() == place && one.side().ratio() != null)
            .filter(one -> one.side().ratio().verdict() != null)
            .toList();
    Map<String, Long> counts =
        judged.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.side().ratio().verdict(), TreeMap::new, Collectors.counting()));
    String tally =
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    String most =
        judged.stream()
            .filter(one -> one.side().ratio().verdict().equals(WORSE))
            .max(Comparator.comparingDouble(one -> one.side().ratio().value()))
            .map(
                one ->
                    "; most: "
                        + one.entry().name()
                        + " "
                        + one.side().ratio().text()
                        + " ["
                        + one.side().ratio().interval()
                        + "], forks "
                        + one.side().ratio().forks())
            .orElse("");
    if (!tally.isEmpty()) {
      sentences.add(
          places.get(place).name() + " against " + places.get(0).name() + ": " + tally + most);
    }
  }

  private void certain() {
    ToDoubleFunction<Shown> width = one -> one.side().score().high() / one.side().score().low();
    List<Shown> bounded =
        shown()
            .filter(one -> one.side().score().low() != null && one.side().score().low() > 0)
            .sorted(Comparator.comparingDouble(width))
            .toList();
    if (bounded.size() > 1) {
      sentences.add("Surest: " + score(bounded.get(0)));
      sentences.add("Least sure: " + score(bounded.get(bounded.size() - 1)));
    }
  }

  private static String score(Shown one) {
    ReportData.Figure score = one.side().score();
    return one.entry().name()
        + ", "
        + score.text()
        + " ["
        + score.interval()
        + "], "
        + forks(score);
  }

  private static String forks(ReportData.Figure figure) {
    return figure.forks() + (figure.forks() == 1 ? " fork" : " forks");
  }

  private void tail() {
    Function<Shown, Optional<Tail>> tail = Findings::tail;
    shown()
        .map(tail)
        .flatMap(Optional::stream)
        .filter(one -> one.times() >= LONG_TAIL)
        .max(Comparator.comparingDouble(Tail::times))
        .ifPresent(one -> sentences.add(one.text()));
  }

  private record Tail(double times, String text) {}

  private static Optional<Tail> tail(Shown one) {
    if (one.side().latency() == null) {
      return Optional.empty();
    }
    Map<String, ReportData.Figure> named = new TreeMap<>();
    one.side().latency().percentiles().forEach(each -> named.put(each.name(), each.figure()));
    ReportData.Figure middle = named.get("p50");
    ReportData.Figure far = named.get("p99");
    if (middle == null || far == null || !(middle.value() > 0)) {
      return Optional.empty();
    }
    double times = far.value() / middle.value();
    String text =
        "Longest tail: "
            + one.entry().name()
            + ", p99 "
            + far.text()
            + " is "
            + Quantity.digits(Math.round(times * 10) / 10.0)
            + " times its p50 "
            + middle.text()
            + ", "
            + forks(far);
    return Optional.of(new Tail(times, text));
  }

  private void noise() {
    List<ReportData.NoiseCount> all =
        shown().map(one -> one.side().noise()).filter(Objects::nonNull).toList();
    int iterations = all.stream().mapToInt(ReportData.NoiseCount::iterations).sum();
    int flagged = all.stream().mapToInt(ReportData.NoiseCount::flagged).sum();
    int dropped = all.stream().mapToInt(ReportData.NoiseCount::dropped).sum();
    if (flagged > 0) {
      sentences.add(
          "Noise: "
              + (flagged == iterations ? "all " : flagged + " of ")
              + iterations
              + " iterations were disturbed from outside, "
              + (dropped == 0 ? "none" : String.valueOf(dropped))
              + " left out of the scores");
    }
  }

  private Stream<Shown> shown() {
    return entries.stream()
        .flatMap(entry -> entry.sides().stream().map(side -> new Shown(entry, side)));
  }
}
