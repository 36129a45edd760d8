package dev.tare.experiment.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trees as the kernel makes them, by Documentation/power/powercap/powercap.rst and what people have
 * listed of theirs; none was captured on such a machine.
 */
class PowercapTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String RANGE = "262143328850";

  @TempDir private Path root;
  private final AtomicLong clock = new AtomicLong();

  @Test
  void ofIntelsClientThePackageIsCountedAndWhatLiesInsideIsNot() throws Exception {
    zone("intel-rapl:0", "package-0", 1_000_000);
    zone("intel-rapl:0:0", "core", 500_000);
    zone("intel-rapl:0:1", "uncore", 100_000);
    zone("intel-rapl:1", "psys", 5_000_000);
    zone("intel-rapl-mmio:0", "package-0", 1_000_000);
    PowerSource.Window window = source().begin();
    energy("intel-rapl:0", 21_000_000);
    energy("intel-rapl:0:0", 15_500_000);
    energy("intel-rapl:1", 45_000_000);
    energy("intel-rapl-mmio:0", 21_000_000);
    clock.addAndGet(2 * SECOND);
    Joules used = window.end();
    assertThat(used.byDomain()).containsOnlyKeys("package-0", Joules.PLATFORM);
    assertThat(used.total()).as("the platform holds the package").isEqualTo(20, within(1e-9));
    assertThat(used.watts()).isEqualTo(10, within(1e-9));
    assertThat(used.byDomain().get(Joules.PLATFORM)).isEqualTo(40, within(1e-9));
  }

  @Test
  void ofIntelsServerBothPackagesAndTheirMemoryAreSummed() throws Exception {
    for (int socket = 0; socket < 2; socket++) {
      zone("intel-rapl:" + socket, "package-" + socket, 0);
      zone("intel-rapl:" + socket + ":0", "dram", 0);
    }
    PowerSource.Window window = source().begin();
    energy("intel-rapl:0", 10_000_000);
    energy("intel-rapl:0:0", 2_000_000);
    energy("intel-rapl:1", 20_000_000);
    energy("intel-rapl:1:0", 3_000_000);
    clock.addAndGet(SECOND);
    Joules used = window.end();
    assertThat(used.byDomain())
        .containsOnlyKeys("package-0", "package-1", "package-0.dram", "package-1.dram");
    assertThat(used.total()).isEqualTo(35, within(1e-9));
  }

  @Test
  void everyBoardsOwnCounterIsToldBesideThePackages() throws Exception {
    for (int socket = 0; socket < 2; socket++) {
      zone("intel-rapl:" + socket, "package-" + socket, 0);
    }
    zone("intel-rapl:2", "psys", 0);
    zone("intel-rapl:3", "psys-1", 0);
    PowerSource.Window window = source().begin();
    energy("intel-rapl:0", 10_000_000);
    energy("intel-rapl:1", 20_000_000);
    energy("intel-rapl:2", 40_000_000);
    energy("intel-rapl:3", 50_000_000);
    clock.addAndGet(SECOND);
    Joules used = window.end();
    assertThat(used.byDomain()).containsEntry("psys", 40.).containsEntry("psys-1", 50.);
    assertThat(used.total()).isEqualTo(30, within(1e-9));
  }

  @Test
  void ofAmdThePackageIsCounted() throws Exception {
    zone("intel-rapl:0", "package-0", 7);
    zone("intel-rapl:0:0", "core", 7);
    PowerSource.Window window = source().begin();
    energy("intel-rapl:0", 30_000_007);
    clock.addAndGet(3 * SECOND);
    assertThat(window.end().watts()).isEqualTo(10, within(1e-9));
  }

  @Test
  void counterThatBeginsAnewIsCountedOn() throws Exception {
    zone("intel-rapl:0", "package-0", Long.parseLong(RANGE) - 999_999);
    PowerSource.Window window = source().begin();
    energy("intel-rapl:0", 2_000_000);
    clock.addAndGet(SECOND);
    assertThat(window.end().total()).isEqualTo(3, within(1e-9));
  }

  @Test
  void counterThatMayHaveWrappedTwiceIsRefusedUnlessItWasLookedAt() throws Exception {
    zone("intel-rapl:0", "package-0", 0);
    PowerSource.Window unseen = source().begin();
    PowerSource.Window seen = source().begin();
    long hour = 3600 * SECOND;
    for (int i = 1; i <= 10; i++) {
      energy("intel-rapl:0", i * 1_000_000L);
      clock.addAndGet(hour / 10);
      seen.look();
    }
    assertThat(seen.end().total()).isEqualTo(10, within(1e-9));
    assertThatThrownBy(unseen::end).isInstanceOf(IOException.class).hasMessageContaining("wrapped");
  }

  @Test
  void counterThatStandsStillIsNoEnergyOfNothing() throws Exception {
    zone("intel-rapl:0", "package-0", 0);
    PowerSource.Window window = source().begin();
    clock.addAndGet(SECOND);
    assertThatThrownBy(window::end).hasMessageContaining("stand still");
  }

  @Test
  void whatIsMissingOrMayNotBeReadIsSaid() throws Exception {
    assertThat(source().obstacle()).get().asString().contains("no /sys/class/powercap");
    Files.createDirectories(root.resolve(Powercap.FOLDER).resolve("dtpm"));
    assertThat(source().obstacle()).get().asString().contains("no zone of a package");
    zone("intel-rapl:0", "package-0", 0);
    assertThat(source().obstacle()).isEmpty();
    // The test may run as root, who may read everything: empty is as good as unreadable.
    Files.writeString(file("intel-rapl:0", "energy_uj"), "");
    assertThat(source().obstacle()).get().asString().contains("CVE-2020-8694", "intel-rapl:0");
  }

  private Powercap source() {
    return new Powercap(new ProcFiles(root), clock::get);
  }

  private void zone(String zone, String name, long uj) throws IOException {
    Files.createDirectories(file(zone, ""));
    Files.writeString(file(zone, "name"), name + "\n");
    Files.writeString(file(zone, "max_energy_range_uj"), RANGE + "\n");
    energy(zone, uj);
  }

  private void energy(String zone, long uj) throws IOException {
    Files.writeString(file(zone, "energy_uj"), uj + "\n");
  }

  private Path file(String zone, String name) {
    return root.resolve(Powercap.FOLDER).resolve(zone).resolve(name);
  }
}
