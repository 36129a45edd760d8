package dev.tare.experiment.energy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Found;
import dev.tare.report.CellText;
import dev.tare.result.Column;
import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Metrics;
import dev.tare.result.Mode;
import dev.tare.result.Noise;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EnergySectionTest {
  private static final String PLACE = "bare";

  @Test
  void whatHostsTellApartHasATable() {
    List<Section.Table> tables =
        tables(Map.of("energy.package-0", 40., "energy.package-1", 20., "energy.dram", 5.));
    assertThat(tables).hasSize(2);
    assertThat(tables.get(1).caption()).endsWith("by domain, while a fork measured");
    assertThat(tables.get(1).columns())
        .containsExactly(
            Column.text("environment"),
            Column.number("dram"),
            Column.number("package-0"),
            Column.number("package-1"));
    assertThat(CellText.of(tables.get(1).rows().get(0)).subList(1, 4))
        .containsExactly("5.000 J", "40.00 J", "20.00 J");
  }

  @Test
  void oneDomainIsTheWholeAndHasWhatAForkTook() {
    List<Section.Table> tables = tables(Map.of("energy.package-0", 40.));
    assertThat(tables).hasSize(2);
    assertThat(CellText.of(tables.get(1).rows().get(0))).containsExactly(PLACE, "40.00 J");
  }

  @Test
  void withoutDomainsThereIsNoTableOfThem() {
    assertThat(tables(Map.of())).hasSize(1);
  }

  private static List<Section.Table> tables(Map<String, Double> domains) {
    List<Series> series = new ArrayList<>(List.of(series(SeriesKey.PRIMARY, "ops/s", 100)));
    series.add(series(Metrics.ENERGY_PER_OP.name(), "J/op", 0.5));
    domains.forEach((metric, joules) -> series.add(series(metric, "J", joules)));
    Run run =
        new Run(
            "made",
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(Map.of(PLACE, Facts.of(Map.of()))),
            List.of(),
            series,
            List.of());
    return new EnergySection(
            new Found<>(null, List.of(), List.of(), run, List.of(), null, Calibrations.NONE),
            "trees")
        .section()
        .tables();
  }

  private static Series series(String metric, String unit, double value) {
    SeriesKey key =
        new SeriesKey(
            Optional.of(PLACE),
            "dev.tare.bench.cpu.Prime.events",
            new TreeMap<>(),
            Mode.THROUGHPUT,
            1,
            metric);
    Fork fork =
        new Fork(
            0, OptionalInt.of(1), List.of(new Iteration(value, Noise.UNKNOWN)), Optional.empty());
    return new Series(
        key, Unit.parse(unit), Direction.HIGHER, true, List.of(fork), Facts.of(Map.of()));
  }
}
