package dev.tare.experiment.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tare.experiment.ForkJson;
import dev.tare.experiment.TrialEvent;
import dev.tare.launch.Host;
import dev.tare.launch.Places;
import dev.tare.proc.ProcFiles;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Meters' files, what perf prints, and what is made of either. */
class PowerSourceTest {
  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void meterIsReadStraightFromOneReadingToTheNext() throws Exception {
    PowerSource meter =
        meter(
            """
            time,watts,volts
            2026-01-31T11:59:59Z,10,230
            2026-01-31T12:00:01Z,30,230
            """
                + (Instant.parse("2026-01-31T12:00:03Z").getEpochSecond() + ".0,30\n9999999999,9"));
    PowerSource.Window window = meter.begin();
    now = now.plusSeconds(2);
    Joules used = window.end();
    // From 20 W to 30 W in the first second, 30 W in the second.
    assertThat(used.total()).isEqualTo(25 + 30, within(1e-6));
    assertThat(used.seconds()).isEqualTo(2, within(1e-9));
  }

  @Test
  void whatAMeterHasNotWrittenToItsEndIsNoReading() throws Exception {
    for (String torn : List.of("1764160001.0,4", "1764160001.0,", "17641")) {
      assertThat(new MeterFile(file("1764160000.0,43\n" + torn), () -> now).read())
          .as(torn)
          .hasSize(1);
    }
  }

  @Test
  void meterWhoseFirstLineIsNoReadingIsReadOn() throws Exception {
    for (String first : List.of("\"time\",\"watts\"", "# watts of the wall", "\uFEFFtime,watts")) {
      assertThat(new MeterFile(file(first + "\n1764160000.0,43\n"), () -> now).read())
          .as(first)
          .hasSize(1);
    }
  }

  @Test
  void meterThatIsNoFileOrNoTextIsNamed() throws IOException {
    assertThatThrownBy(() -> new MeterFile(folder, () -> now).read())
        .hasMessage("--meter " + folder + ": a folder or a pipe, and no file of a meter");
    Path file = Files.write(folder.resolve("watts.csv"), new byte[] {(byte) 0xff, '\n'});
    assertThatThrownBy(() -> new MeterFile(file, () -> now).read())
        .hasMessage("--meter " + file + ": is no text");
  }

  @Test
  void meterThatHasWrittenNothingSinceIsRefused() throws Exception {
    MeterFile meter = new MeterFile(file("2026-01-31T11:59:59Z,10\n"), this::later);
    PowerSource.Window window = meter.begin();
    assertThatThrownBy(window::end)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no reading after 2026-01-31T12:00:12Z");
  }

  private Instant later() {
    now = now.plusSeconds(6);
    return now;
  }

  @Test
  void meterWithAHoleOrAnotherClockIsRefused() throws Exception {
    PowerSource.Window hole = meter("2026-01-31T11:59:59Z,10\n2026-01-31T12:00:30Z,10\n").begin();
    assertThatThrownBy(hole::end).hasMessageContaining("no reading for more than 10 s");
    PowerSource.Window late = meter("2026-01-31T12:00:30Z,10\n2026-01-31T12:00:31Z,10\n").begin();
    assertThatThrownBy(late::end).hasMessageContaining("begins after the measurement");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12:00,10", "1764160000", "1764160000,ten", "1764160000,-1", "1,NaN"})
  void meterThatIsNoneIsNamedWithItsLine(String line) throws IOException {
    Path file = file("time,watts\n1764160000,10\n" + line + "\n1764160002,1\n");
    assertThatThrownBy(
            () ->
                PowerSource.find(
                    new Host(new Places("", "", "", "", "", "")),
                    new ProcFiles(folder),
                    Optional.of(file)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("watts.csv, line 3: " + line);
  }

  @Test
  void withoutAnySourceAllThatWasLookedAtIsSaid() {
    assertThatThrownBy(
            () ->
                PowerSource.find(
                    new Host(new Places("", "", "", "", "", "")),
                    new ProcFiles(folder),
                    Optional.empty()))
        .hasMessageContaining("energy is unavailable here: no /sys/class/powercap")
        .hasMessageContaining("events/energy-pkg")
        .hasMessageContaining("--meter");
  }

  @Test
  void whatPerfCountsIsAddedButForThePlatform() throws Exception {
    Joules used =
        PerfPower.parse(
            2,
            List.of(
                "30.50;Joules;power/energy-pkg/;2000432;100.00;;",
                "9.50;Joules;power/energy-ram/;2000431;100.00;;",
                "70.25;Joules;power/energy-psys/;2000430;100.00;;"));
    assertThat(used.watts()).isEqualTo(20, within(1e-9));
    assertThatThrownBy(() -> PerfPower.parse(1, List.of("Error:", "No permission to enable")))
        .hasMessage("perf counts no energy: Error:");
    assertThatThrownBy(
            () -> PerfPower.parse(1, List.of("<not supported>;Joules;power/energy-pkg/;0;100;;")))
        .hasMessageContaining("<not supported>");
  }

  @Test
  void forkHasItsEnergyByOperationAndWhatWasIdleBefore() throws Exception {
    Deque<Joules> given = new ArrayDeque<>(List.of(joules(1, 10), joules(4, 100)));
    PowerSource source = source(given);
    ForkJson fork =
        new ForkJson(
            """
            [{"threads": 2, "primaryMetric": {"scoreUnit": "us/op", "rawData": [[4.0]]}}]
            """);
    Map<Metric, Double> costs;
    try (EnergyMeter meter = new EnergyMeter(source, 0.1, 2, () -> false)) {
      meter.ready("r");
      meter.iterated(new TrialEvent.Iterated("r", 1, 4, "us/op"));
      assertThat(given).as("read at the last iteration alone").hasSize(1);
      meter.iterated(new TrialEvent.Iterated("r", 2, 4, "us/op"));
      costs = meter.ended("r", fork);
    }
    assertThat(costs.get(Metrics.IDLE_POWER)).isEqualTo(10);
    assertThat(costs.get(Metrics.POWER)).isEqualTo(25);
    assertThat(costs.get(Metrics.ABOVE_IDLE)).isEqualTo(0.6, within(1e-9));
    // Two threads, each an operation in 4 us, for 4 s.
    assertThat(costs.get(Metrics.ENERGY_PER_OP)).isEqualTo(100 / 2e6, within(1e-12));
  }

  /** An iteration may be one operation that takes minutes, in which counters begin anew. */
  @Test
  void countersAreLookedAtAlsoWhileNoIterationEnds() throws Exception {
    Semaphore looks = new Semaphore(0);
    try (EnergyMeter meter = new EnergyMeter(looked(looks), 0.1, 1, () -> false)) {
      meter.ready("r");
      assertThat(looks.tryAcquire(2, 1, TimeUnit.MINUTES)).as("idle and loaded").isTrue();
    }
  }

  private static PowerSource looked(Semaphore looks) {
    return new PowerSource() {
      @Override
      public String words() {
        return "looked at";
      }

      @Override
      public Window begin() {
        return new Window() {
          @Override
          public void look() {
            looks.release();
          }

          @Override
          public Joules end() {
            return joules(1, 10);
          }
        };
      }
    };
  }

  @Test
  void forkWhoseEnergyCannotBeToldHasFailed() throws Exception {
    try (EnergyMeter meter = new EnergyMeter(source(new ArrayDeque<>()), 0.1, 1, () -> false)) {
      meter.ready("r");
      meter.iterated(new TrialEvent.Iterated("r", 1, 4, "us/op"));
      assertThatThrownBy(() -> meter.ended("r", new ForkJson("[]"))).hasMessage("no more");
    }
  }

  private static PowerSource source(Deque<Joules> given) {
    return new PowerSource() {
      @Override
      public String words() {
        return "given";
      }

      @Override
      public Window begin() {
        return () -> {
          if (given.isEmpty()) {
            throw new IOException("no more");
          }
          return given.remove();
        };
      }
    };
  }

  private static Joules joules(double seconds, double joules) {
    return new Joules(seconds, new TreeMap<>(Map.of("package-0", joules)));
  }

  private PowerSource meter(String text) throws IOException {
    return new MeterFile(file(text), () -> now);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("watts.csv"), text);
  }
}
