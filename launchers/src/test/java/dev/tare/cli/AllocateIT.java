package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.result.Section;
import dev.tare.result.io.SectionsJson;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb on a real engine, with small bounds. */
@Tag("full")
class AllocateIT {
  private static final long MOST_SECONDS = 300;

  @TempDir Path folder;

  @Test
  void timeOfTheCpuFollowsTheWeightsThatWereReadBack() throws Exception {
    assumeThat(Runtime.getRuntime().availableProcessors()).as("CPUs").isGreaterThan(1);
    Section section = allocated("--workload=cpu.Prime", "--overcommit=1.5");
    List<List<String>> shares = section.tables().get(0).rows();
    assertThat(shares)
        .extracting(row -> row.get(1))
        .containsExactly("cpu.Prime set", "cpu.Prime shares", "cpu.Prime quota");
    for (List<String> row : shares.subList(0, 2)) {
      double due = percent(row.get(6));
      assertThat(percent(row.get(7))).as(row.toString()).isCloseTo(due, within(due / 10));
    }
    List<List<String>> promised = section.tables().get(1).rows();
    assertThat(promised).singleElement().satisfies(row -> assertThat(row.get(2)).isEqualTo("3"));
    assertThat(Double.parseDouble(promised.get(0).get(9))).isBetween(1.0 / 3, 1.001);
  }

  @Test
  void fileLargerThanItsMemoryIsReclaimedUnderAHardLimitOnly() throws Exception {
    Section section =
        allocated("--workload=disk.RandomFile", "--overcommit=2", "--limit=memory=300m");
    List<List<String>> rows = section.tables().get(0).rows();
    assertThat(rows).extracting(row -> row.get(1)).containsExactly("hard", "soft");
    double hard = percent(rows.get(0).get(7));
    double soft = percent(rows.get(1).get(7));
    assertThat(hard).as("what of the file is in the cache").isLessThan(soft);
    assertThat(soft).isGreaterThan(99);
    assertThat(Double.parseDouble(rows.get(0).get(8))).as("pages reclaimed a second").isPositive();
  }

  private Section allocated(String... arguments) throws Exception {
    assumeThat(System.getProperty("user.name")).as("control groups need root").isEqualTo("root");
    assumeThat(Traces.answers("lxc-execute", "--version")).as("LXC is installed").isTrue();
    Jar jar = new Jar(folder);
    List<String> words = new java.util.ArrayList<>(List.of("allocate", "--env=lxc", "--blocks=1"));
    words.addAll(List.of(arguments));
    words.add("--out=run");
    Process process = jar.start(words.toArray(String[]::new));
    assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(jar.printed("stderr")).isZero();
    assertThat(Traces.of(process.pid())).isEmpty();
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.notes()).noneMatch(note -> note.contains("left out"));
    return section;
  }

  private static double percent(String text) {
    return Double.parseDouble(text.replace(" %", ""));
  }
}
