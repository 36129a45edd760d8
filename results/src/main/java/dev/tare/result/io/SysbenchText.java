package dev.tare.result.io;

import dev.tare.result.Facts;
import dev.tare.result.Mode;
import dev.tare.result.Series;
import dev.tare.result.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what sysbench prints with {@code --report-interval}: one process, whose reports are its
 * iterations. Without reports it prints means alone. https://github.com/akopytov/sysbench
 */
final class SysbenchText implements OtherFormats.OtherFormat {
  private static final Pattern REPORT = Pattern.compile("(?m)^\\[ \\d+s ] (?:thds: (\\d+) )?(.*)$");
  private static final Pattern RATE = Pattern.compile("\\b(eps|tps): ([\\d.]+)");

  @Override
  public boolean wrote(String start) {
    return start.startsWith("sysbench ");
  }

  @Override
  public Results read(String text, String source) throws BadInput {
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    int threads = 1;
    for (Matcher report = REPORT.matcher(text); report.find(); ) {
      threads = report.group(1) == null ? threads : (int) Json.whole(report.group(1), source);
      for (Matcher rate = RATE.matcher(report.group(2)); rate.find(); ) {
        rates
            .computeIfAbsent(rate.group(1), any -> new ArrayList<>())
            .add(Json.number(rate.group(2), source));
      }
    }
    if (rates.isEmpty()) {
      throw new BadInput(
          source,
          "means alone, no report of events or transactions; run it with --report-interval=1");
    }
    List<Series> series = new ArrayList<>();
    for (Map.Entry<String, List<Double>> rate : rates.entrySet()) {
      series.add(
          new Series(
              OtherFormats.key("sysbench." + rate.getKey(), Mode.THROUGHPUT, Math.max(1, threads)),
              Unit.parse("ops/s"),
              Mode.THROUGHPUT.direction(),
              true,
              List.of(OtherFormats.fork(0, rate.getValue())),
              Facts.of(Map.of())));
    }
    return Results.of(series);
  }
}
