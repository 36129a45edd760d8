package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.result.Fork;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.SeriesKey;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb with a meter that says the same all the time, so that its figures are known. */
@Tag("full")
class EnergyIT {
  private static final double WATTS = 42;

  @TempDir Path folder;

  @Test
  void ofAKnownPowerTheEnergyOfAnOperationIsKnown() throws Exception {
    ThisHost.needsDocker();
    try (Meter meter = new Meter(WATTS)) {
      new Jar(folder).brief().patient().ends(ExitCode.DONE, words("--env=bare,docker"));
    }
    Run run = RunReader.read(folder.resolve("run"));
    for (String place : List.of("bare", "docker")) {
      double perSecond = mean(run, place, SeriesKey.PRIMARY);
      double threads = Runtime.getRuntime().availableProcessors();
      assertThat(perSecond).as(place).isPositive();
      assertThat(mean(run, place, Metrics.ENERGY_PER_OP.name()) * perSecond)
          .as("J/op times op/s in %s, %s threads", place, threads)
          .isEqualTo(WATTS, within(1e-3));
      assertThat(mean(run, place, Metrics.IDLE_POWER.name())).isEqualTo(WATTS, within(1e-3));
      assertThat(mean(run, place, Metrics.ABOVE_IDLE.name())).isEqualTo(0, within(1e-3));
    }
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.lead()).contains("a meter, watts.csv");
    assertThat(section.tables().get(0).rows())
        .extracting(row -> row.get(0).words())
        .satisfies(names -> assertThat(names.get(0)).startsWith("bare"))
        .contains("docker");
    assertThat(section.studies())
        .extracting(Section.Judged::source)
        .contains("Vaucher 2015, Table IV");
    Agreement.of(folder.resolve("run"), new Jar(folder).printed("stdout"));
  }

  /** Ten times the power is more than any noise between two runs. */
  @Test
  void moreEnergyForAnOperationFailsAGate() throws Exception {
    for (double watts : List.of(WATTS, 10 * WATTS)) {
      try (Meter meter = new Meter(watts)) {
        new Jar(folder)
            .brief()
            .patient()
            .ends(
                ExitCode.DONE,
                "energy",
                "--env=bare",
                "--workload=cpu.Prime",
                "--idle=0.3",
                "--blocks=6",
                "--meter=watts.csv",
                "--out=" + (watts > WATTS ? "more" : "less"));
      }
    }
    String metric = "--metric=" + Metrics.ENERGY_PER_OP.name();
    new Jar(folder).ends(ExitCode.DONE, "gate", "more", "less", metric);
    new Jar(folder).ends(ExitCode.REGRESSED, "gate", "less", "more", metric);
    assertThat(new Jar(folder).printed("stdout"))
        .contains("energyPerOp", "J/op", "Gate failed (REGRESSED): 1 worse.");
  }

  @Test
  void meterThatEndsInTheMiddleFailsWhatItDoesNotCover() throws Exception {
    Files.writeString(file(), Instant.now().minusSeconds(1) + "," + WATTS + "\n");
    new Jar(folder).brief().patient().ends(ExitCode.FAILED, words("--env=bare"));
    assertThat(new Jar(folder).complaints())
        .anySatisfy(line -> assertThat(line).contains("watts.csv has no reading after"));
  }

  @Test
  void hostThatTellsNoEnergyIsOneLine() throws Exception {
    assumeThat(Path.of("/sys/class/powercap")).as("this host has powercap").doesNotExist();
    new Jar(folder).ends(ExitCode.FAILED, "energy", "--env=bare", "--out=run");
    assertThat(new Jar(folder).complaints())
        .singleElement()
        .asString()
        .contains("energy is unavailable here: no /sys/class/powercap");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private static String[] words(String environments) {
    return new String[] {
      "energy", environments, "--idle=0.3", "--blocks=1", "--meter=watts.csv", "--out=run"
    };
  }

  private static double mean(Run run, String place, String metric) {
    List<Fork> forks =
        run.series().stream()
            .filter(one -> one.key().environment().filter(place::equals).isPresent())
            .filter(one -> one.key().metric().equals(metric))
            .findFirst()
            .orElseThrow()
            .forks();
    return forks.get(0).iterations().stream()
        .mapToDouble(one -> one.value())
        .average()
        .orElseThrow();
  }

  private Path file() {
    return folder.resolve("watts.csv");
  }

  /** Writes ten times a second. */
  private final class Meter implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final double watts;

    Meter(double watts) throws IOException {
      this.watts = watts;
      Files.writeString(file(), "time,watts\n" + Instant.now() + "," + watts + "\n");
      timer.scheduleAtFixedRate(this::write, 0, 100, TimeUnit.MILLISECONDS);
    }

    private void write() {
      try {
        Files.writeString(file(), Instant.now() + "," + watts + "\n", StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      timer.shutdownNow();
    }
  }
}
