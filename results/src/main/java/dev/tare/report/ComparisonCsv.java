package dev.tare.report;

import dev.tare.compare.Compared;
import dev.tare.compare.ComparedSeries;
import dev.tare.compare.SideSummary;
import dev.tare.stats.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes comparisons as CSV (RFC 4180): a line a row, all dimensions, numbers with nine digits. */
public final class ComparisonCsv {
  private static final String HEADER =
      "a,b,environment,benchmark,params,mode,threads,metric,unit,better,gated"
          + ",value_a,value_b,ratio,ratio_low,ratio_high,p,q,forks_a,forks_b,verdict"
          + ",reason,detectable,tau,notes";

  private ComparisonCsv() {}

  public static String of(List<Compared> all) {
    Csv csv = new Csv(HEADER);
    for (Compared compared : all) {
      compared.rows().forEach(row -> csv.line(cells(compared, row)));
    }
    return csv.toString();
  }

  private static List<String> cells(Compared compared, ComparedSeries row) {
    List<String> cells = new ArrayList<>(List.of(compared.a().name(), compared.b().name()));
    cells.add(row.key().environment().orElse(""));
    cells.add(row.key().benchmark());
    cells.add(row.key().paramsText());
    cells.add(row.key().mode().label());
    cells.add(String.valueOf(row.key().threads()));
    cells.add(row.key().metricLabel());
    cells.add(row.unit().text());
    cells.add(row.direction().name().toLowerCase(Locale.ROOT));
    cells.add(String.valueOf(row.gated()));
    cells.add(number(row.a().map(SideSummary::value)));
    cells.add(number(row.b().map(SideSummary::value)));
    cells.add(number(row.ratio().map(Comparison::ratio)));
    Optional<Comparison> tested = row.ratio().filter(Comparison::tested);
    cells.add(number(tested.map(known -> known.ratioCi95().low())));
    cells.add(number(tested.map(known -> known.ratioCi95().high())));
    cells.add(number(tested.map(Comparison::p)));
    cells.add(number(row.q()));
    cells.add(row.a().map(side -> String.valueOf(side.forks())).orElse(""));
    cells.add(row.b().map(side -> String.valueOf(side.forks())).orElse(""));
    cells.add(row.judgement().map(known -> known.verdict().name()).orElse(""));
    cells.add(row.judgement().flatMap(known -> known.reason()).map(Enum::name).orElse(""));
    cells.add(number(row.detectable()));
    cells.add(String.valueOf(row.tau()));
    cells.add(RowText.notes(row));
    return cells;
  }

  private static String number(Optional<Double> value) {
    return value.filter(Double::isFinite).map(Quantity::stable).map(String::valueOf).orElse("");
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(Optional.of(value.getAsDouble())) : "";
  }
}
