package dev.tare.experiment.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.compare.Calibrations;
import dev.tare.report.CellText;
import dev.tare.result.Run;
import dev.tare.result.Section;
import java.util.List;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;

class NetworkSectionTest {
  private static final String EMULATED = "kvm-virtio, emulated (TCG)";

  @Test
  void pathsStandSideBySideAndEmulatedOnesApart() {
    Section section =
        section(
            new MadePaths()
                .path("loopback")
                .path("docker-bridge")
                .emulated("kvm-virtio")
                .bulk("loopback", 20, 21, 22)
                .bulk("docker-bridge", 10, 11, 12)
                .bulk("kvm-virtio", 1, 1.1, 1.2)
                .run());
    assertThat(section.bars())
        .extracting(Section.Bars::title)
        .containsExactly(
            "TCP_STREAM (Enberg 2016, Fig. 7)",
            "TCP_STREAM (Enberg 2016, Fig. 7): emulated guests (TCG), no KVM figures");
    assertThat(section.bars().get(0).bars())
        .extracting(Section.Bar::name)
        .containsExactly("loopback", "docker-bridge");
    assertThat(section.bars().get(0).label()).isEqualTo("Gbit/s, more is better");
    Section.Bar bridge = section.bars().get(0).bars().get(1);
    assertThat(bridge.figure().value()).isBetween(10.9, 11.0);
    assertThat(bridge.figure().low()).isLessThan(bridge.figure().value());
    assertThat(bridge.figure().high()).isGreaterThan(bridge.figure().value());
    assertThat(section.bars().get(1).bars())
        .extracting(Section.Bar::name)
        .containsExactly(EMULATED);
    assertThat(section.curves()).isEmpty();
    assertThat(rows(section, "TCP_STREAM (Enberg 2016, Fig. 7)"))
        .extracting(row -> row.get(0))
        .containsExactly("loopback", "docker-bridge", EMULATED);
  }

  @Test
  void latenciesAreALineForEachPathUpToThePercentileThatIsKnown() {
    Section section =
        section(
            new MadePaths()
                .path("loopback")
                .path("docker-bridge")
                .roundTrips("loopback", 1, 1, 0, 20, 20)
                .roundTrips("docker-bridge", 1, 1, 0, 25, 25)
                .run());
    assertThat(section.curves()).hasSize(1);
    Section.Curves latency = section.curves().get(0);
    assertThat(latency.lines())
        .extracting(Section.Line::name)
        .containsExactly("loopback", "docker-bridge");
    // Each fork has 5000 operations: only fifty of them lie below 1 and above 99.
    assertThat(latency.lines().get(1).points())
        .extracting(Section.Point::x)
        .containsExactly(5.0, 10.0, 50.0, 90.0, 95.0);
    assertThat(latency.lines().get(1).points())
        .extracting(point -> point.y().value())
        .usingElementComparator(new DoubleComparator(1e-9))
        .containsExactly(25.0, 25.0, 25.0, 25.0, 25.0);
  }

  @Test
  void aPercentileIsOfAllForksOrNotThere() {
    Section section =
        section(new MadePaths().path("loopback").unevenRoundTrips("loopback", 1000).run());
    // A thousand operations are enough for p10 to p90, and p99 has a series of one fork.
    assertThat(section.curves().get(0).lines().get(0).points())
        .extracting(Section.Point::x)
        .containsExactly(10.0, 50.0, 90.0);
    assertThat(rows(section, "TCP_RR: latency, geometric mean over the forks").get(0))
        .containsExactly(
            "loopback", "6000", "-", "-", "28.28 us", "28.28 us", "28.28 us", "-", "-", "-");
  }

  @Test
  void aBulkPatternIsJudgedByTheRateThatItShows() {
    Section section =
        section(
            new MadePaths()
                .path("loopback")
                .path("docker-bridge")
                .bulk("loopback", 20, 20.1, 20.2, 20, 20.1, 20.2, 20)
                .bulk("docker-bridge", 10, 10.05, 10.1, 10, 10.05, 10.1, 10)
                .run());
    List<String> bridge = rows(section, "TCP_STREAM (Enberg 2016, Fig. 7)").get(1);
    assertThat(bridge.get(2)).startsWith("2.000 ");
    assertThat(bridge.get(3)).startsWith("worse");
  }

  @Test
  void sizesAndConnectionsAreCurvesAndTheirRowsAreToldApart() {
    MadePaths made = new MadePaths().path("loopback");
    for (int bytes : new int[] {1, 1024}) {
      for (int connections : new int[] {1, 16, 256}) {
        made.roundTrips("loopback", bytes, connections, 0, 20 + bytes / 100.0 + connections, 40);
      }
    }
    Section section = section(made.run());
    assertThat(section.curves())
        .extracting(Section.Curves::title)
        .containsExactly(
            "TCP_RR, 1 B, 1 connection: latency",
            "TCP_RR over bytes, 1 connection",
            "TCP_RR over connections, 1 B");
    assertThat(section.curves().get(1).lines().get(0).points())
        .extracting(Section.Point::x)
        .containsExactly(1.0, 1024.0);
    assertThat(section.curves().get(2).lines().get(0).points())
        .extracting(Section.Point::x)
        .containsExactly(1.0, 16.0, 256.0);
    assertThat(section.bars()).hasSize(1);
    assertThat(rows(section, "TCP_RR (Enberg 2016, Fig. 9)"))
        .extracting(row -> row.get(0))
        .doesNotHaveDuplicates()
        .contains("loopback, 1 B, 1 connection", "loopback, 1024 B, 256 connections");
  }

  @Test
  void atAFixedRateTheMedianIsComparedAndTheRateSaid() {
    Section section =
        section(
            new MadePaths()
                .path("loopback")
                .path("docker-bridge")
                .roundTrips("loopback", 1, 4, 5000, 20, 20, 20)
                .roundTrips("docker-bridge", 1, 4, 5000, 40, 40, 40)
                .run());
    List<List<String>> rows = rows(section, "TCP_RR (Enberg 2016, Fig. 9)");
    assertThat(rows.get(1).get(0)).isEqualTo("docker-bridge, 4 connections, 5000/s");
    // Four clients with 40 us between two operations each.
    assertThat(rows.get(1).get(1)).startsWith("40.00").endsWith("us p50 at 100000/s");
    assertThat(rows.get(1).get(2)).startsWith("2.000");
    assertThat(section.bars().get(0).label()).isEqualTo("median latency, us, less is better");
  }

  private static List<List<String>> rows(Section section, String caption) {
    return section.tables().stream()
        .filter(table -> table.caption().equals(caption))
        .findFirst()
        .orElseThrow()
        .rows()
        .stream()
        .map(CellText::of)
        .toList();
  }

  private static Section section(Run run) {
    return new NetworkSection(
            run, NetworkTest.plan(new NetworkTest.Made().asked()), Calibrations.NONE)
        .section();
  }
}
