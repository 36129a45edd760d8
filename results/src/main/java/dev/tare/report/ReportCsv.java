package dev.tare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Is a report's figures as CSV (RFC 4180): a line a figure, all dimensions, numbers unrounded. */
final class ReportCsv {
  private static final String HEADER =
      "environment,benchmark,params,mode,threads,metric,unit,better,value,low,high"
          + ",forks,iterations,flagged,ratio,ratio_low,ratio_high,verdict,reason"
          + ",warnings";

  private final List<ReportData.Environment> places;
  private final Csv csv = new Csv(HEADER);

  private ReportCsv(List<ReportData.Environment> places) {
    this.places = places;
  }

  static String of(ReportData data) {
    ReportCsv text = new ReportCsv(data.places());
    data.benchmarks().forEach(entry -> entry.sides().forEach(side -> text.side(entry, side)));
    return text.csv.toString();
  }

  private void side(ReportData.Entry entry, ReportData.Side side) {
    List<String> score = start(entry, side, "score", entry.unit(), entry.better(), side.score());
    int iterations = side.forks().stream().mapToInt(fork -> fork.values().length).sum();
    score.add(String.valueOf(iterations));
    score.add(side.noise() == null ? "" : String.valueOf(side.noise().flagged()));
    ratio(score, side.ratio());
    score.add(String.join("; ", side.warnings()));
    csv.line(score);
    for (ReportData.Other other : side.others()) {
      List<String> more =
          start(entry, side, other.metric(), other.unit(), other.better(), other.figure());
      more.addAll(List.of("", ""));
      ratio(more, other.ratio());
      more.add("");
      csv.line(more);
    }
  }

  private List<String> start(
      ReportData.Entry entry,
      ReportData.Side side,
      String metric,
      String unit,
      String better,
      ReportData.Figure figure) {
    String params =
        entry.params().entrySet().stream()
            .map(param -> param.getKey() + "=" + param.getValue())
            .collect(Collectors.joining(", "));
    List<String> cells = new ArrayList<>();
    cells.add(places.get(side.place()).name());
    cells.add(entry.benchmark());
    cells.add(params);
    cells.add(entry.mode());
    cells.add(String.valueOf(entry.threads()));
    cells.add(metric);
    cells.add(unit);
    cells.add(better);
    cells.add(number(figure.value()));
    cells.add(number(figure.low()));
    cells.add(number(figure.high()));
    cells.add(String.valueOf(figure.forks()));
    return cells;
  }

  private static void ratio(List<String> cells, ReportData.Ratio ratio) {
    cells.add(ratio == null ? "" : number(ratio.value()));
    cells.add(ratio == null ? "" : number(ratio.low()));
    cells.add(ratio == null ? "" : number(ratio.high()));
    cells.add(ratio == null || ratio.verdict() == null ? "" : ratio.verdict());
    cells.add(ratio == null || ratio.reason() == null ? "" : ratio.reason());
  }

  private static String number(Double value) {
    return value == null ? "" : String.valueOf(value);
  }
}
