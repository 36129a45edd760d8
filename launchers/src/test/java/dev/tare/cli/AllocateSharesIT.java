package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.result.Section;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What the verb says of the CPU's time. */
@Tag("full")
@Isolated("its shares of the CPU are those of the whole machine")
class AllocateSharesIT {
  @TempDir Path folder;

  @Test
  void timeOfTheCpuFollowsTheWeightsThatWereReadBack() throws Exception {
    ThisHost.needsTwoCpus();
    ThisHost.needsIdleCpus();
    Section section = new AllocateRun(folder).inLxc("--workload=cpu.Prime", "--overcommit=1.5");
    ThisHost.needsIdleCpus();
    List<List<String>> shares = AllocateRun.texts(section.tables().get(0));
    assertThat(shares)
        .extracting(row -> row.get(1))
        .containsExactly("cpu.Prime set", "cpu.Prime shares", "cpu.Prime quota");
    for (List<String> row : shares.subList(0, 2)) {
      double due = AllocateRun.percent(row.get(6));
      assertThat(AllocateRun.percent(row.get(7)))
          .as(row.toString())
          .isCloseTo(due, within(due / 10));
    }
    List<List<String>> promised = AllocateRun.texts(section.tables().get(1));
    assertThat(promised).singleElement().satisfies(row -> assertThat(row.get(2)).isEqualTo("3"));
    assertThat(Double.parseDouble(promised.get(0).get(9))).isBetween(1.0 / 3, 1.001);
  }
}
