package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.result.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The verb on a real engine, with small bounds. */
@Tag("full")
@ResourceLock("both CPUs")
class AllocateIT {
  @TempDir Path folder;
  private AllocateRun allocate;

  @BeforeEach
  void run() {
    allocate = new AllocateRun(folder);
  }

  @Test
  void memoryThatIsPromisedTwiceIsReclaimedFromThePool() throws Exception {
    Section section =
        allocate.inLxc(
            "--workload=disk.RandomFile",
            "--overcommit=1",
            "--overcommit=2",
            "--limit=memory=300m");
    List<List<String>> rows = AllocateRun.texts(section.tables().get(0));
    assertThat(rows)
        .extracting(row -> row.get(1) + " " + row.get(2) + " " + row.get(3))
        .containsExactly(
            "hard 1.000\u00d7 2", "hard 2.000\u00d7 4", "soft 1.000\u00d7 2", "soft 2.000\u00d7 4");
    for (int i = 0; i < rows.size(); i += 2) {
      double fits = AllocateRun.percent(rows.get(i).get(10));
      assertThat(fits).as("in the cache, promised once").isGreaterThan(99);
      assertThat(AllocateRun.percent(rows.get(i + 1).get(10)))
          .as("promised twice")
          .isLessThan(fits);
      assertThat(Double.parseDouble(rows.get(i + 1).get(11))).as("reclaimed/s").isPositive();
    }
    assertThat(rows).extracting(row -> row.get(4)).containsOnly("0");
    assertThat(section.bars()).hasSize(1);
    assertThat(section.notes()).anyMatch(note -> note.startsWith("soft limits were read back"));
  }

  @Test
  void aRedisFillsWhatItIsPromised() throws Exception {
    Section section =
        allocate.inLxc("--workload=app.Redis", "--overcommit=1", "--limit=memory=384m");
    List<List<String>> rows = AllocateRun.texts(section.tables().get(0));
    assertThat(rows).extracting(row -> row.get(1)).containsExactly("hard", "soft");
    assertThat(rows).extracting(row -> row.get(4)).as("killed").containsOnly("0");
    assertThat(rows).extracting(row -> row.get(5)).allMatch(each -> each.contains("ops/s"));
    assertThat(section.tables().get(0).caption()).contains("a redis with records of 64 MiB");
  }

  @Test
  void guestsThatThePoolCannotHoldAreKilledAndCountedBesideTheOthersFigures() throws Exception {
    ThisHost.needsQemu();
    assumeThat(Files.readAllLines(Path.of("/proc/swaps"))).as("a host without swap").hasSize(1);
    Section section = allocate.in("kvm", "--workload=disk.RandomFile", "--overcommit=1.5");
    List<String> row = AllocateRun.texts(section.tables().get(0)).get(0);
    assertThat(row.get(0)).matches("kvm(, emulated \\(TCG\\))?");
    assertThat(row.subList(1, 4)).containsExactly("hard", "1.500\u00d7", "3");
    assertThat(row.get(4)).matches("[12] of 3");
    assertThat(row.get(5)).as("each of those left").endsWith("ops/s");
    assertThat(Integer.parseInt(row.get(14))).as("OOM kills").isPositive();
    assertThat(section.notes())
        .anyMatch(note -> note.contains("killed: the pool of ") && note.endsWith("has no swap"));
    assertThat(section.studies().get(0).verdict()).isEqualTo("figures alone");
  }
}
