package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.report.CellText;
import dev.tare.result.Section;
import dev.tare.result.io.SectionsJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The verb on a real engine, with small bounds. */
@Tag("full")
@Isolated("its shares of the CPU are those of the whole machine")
class AllocateIT {
  private static final long MOST_SECONDS = 480;

  @TempDir Path folder;

  @Test
  void timeOfTheCpuFollowsTheWeightsThatWereReadBack() throws Exception {
    ThisHost.needsTwoCpus();
    Section section = allocated("--workload=cpu.Prime", "--overcommit=1.5");
    List<List<String>> shares = texts(section.tables().get(0));
    assertThat(shares)
        .extracting(row -> row.get(1))
        .containsExactly("cpu.Prime set", "cpu.Prime shares", "cpu.Prime quota");
    for (List<String> row : shares.subList(0, 2)) {
      double due = percent(row.get(6));
      assertThat(percent(row.get(7))).as(row.toString()).isCloseTo(due, within(due / 10));
    }
    List<List<String>> promised = texts(section.tables().get(1));
    assertThat(promised).singleElement().satisfies(row -> assertThat(row.get(2)).isEqualTo("3"));
    assertThat(Double.parseDouble(promised.get(0).get(9))).isBetween(1.0 / 3, 1.001);
  }

  @Test
  void memoryThatIsPromisedTwiceIsReclaimedFromThePool() throws Exception {
    Section section =
        allocated(
            "--workload=disk.RandomFile",
            "--overcommit=1",
            "--overcommit=2",
            "--limit=memory=300m");
    List<List<String>> rows = texts(section.tables().get(0));
    assertThat(rows)
        .extracting(row -> row.get(1) + " " + row.get(2) + " " + row.get(3))
        .containsExactly(
            "hard 1.000\u00d7 2", "hard 2.000\u00d7 4", "soft 1.000\u00d7 2", "soft 2.000\u00d7 4");
    for (int i = 0; i < rows.size(); i += 2) {
      double fits = percent(rows.get(i).get(10));
      assertThat(fits).as("in the cache, promised once").isGreaterThan(99);
      assertThat(percent(rows.get(i + 1).get(10))).as("promised twice").isLessThan(fits);
      assertThat(Double.parseDouble(rows.get(i + 1).get(11))).as("reclaimed/s").isPositive();
    }
    assertThat(rows).extracting(row -> row.get(4)).containsOnly("0");
    assertThat(section.bars()).hasSize(1);
    assertThat(section.notes()).anyMatch(note -> note.startsWith("soft limits were read back"));
  }

  @Test
  void guestsThatThePoolCannotHoldAreKilledAndCountedBesideTheOthersFigures() throws Exception {
    ThisHost.needsQemu();
    assumeThat(Files.readAllLines(Path.of("/proc/swaps"))).as("a host without swap").hasSize(1);
    Section section = allocatedIn("kvm", "--workload=disk.RandomFile", "--overcommit=1.5");
    List<String> row = texts(section.tables().get(0)).get(0);
    assertThat(row.get(0)).matches("kvm(, emulated \\(TCG\\))?");
    assertThat(row.subList(1, 4)).containsExactly("hard", "1.500\u00d7", "3");
    assertThat(row.get(4)).matches("[12] of 3");
    assertThat(row.get(5)).as("each of those left").endsWith("ops/s");
    assertThat(Integer.parseInt(row.get(14))).as("OOM kills").isPositive();
    assertThat(section.notes())
        .anyMatch(note -> note.contains("killed: the pool of ") && note.endsWith("has no swap"));
    assertThat(section.studies().get(0).verdict()).isEqualTo("figures alone");
  }

  private static List<List<String>> texts(Section.Table table) {
    return table.rows().stream().map(CellText::of).toList();
  }

  private Section allocated(String... arguments) throws Exception {
    ThisHost.needsLxc();
    return allocatedIn("lxc", arguments);
  }

  private Section allocatedIn(String stack, String... arguments) throws Exception {
    ThisHost.needsRoot();
    List<String> words = new ArrayList<>(List.of("allocate", "--env=" + stack, "--blocks=1"));
    words.addAll(List.of(arguments));
    words.add("--out=run");
    new Jar(folder).within(MOST_SECONDS).ends(ExitCode.DONE, words.toArray(String[]::new));
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.notes()).noneMatch(note -> note.contains("left out"));
    Agreement.of(folder.resolve("run"), new Jar(folder).printed("stdout"));
    return section;
  }

  private static double percent(String text) {
    return Double.parseDouble(text.replace(" %", ""));
  }
}
