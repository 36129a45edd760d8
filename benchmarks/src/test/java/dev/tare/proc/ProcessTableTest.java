package dev.tare.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
  private static final List<String> ROOT = List.of("1:cpu,cpuacct:/", "0::/");
  private static final List<String> BOX = List.of("1:cpu,cpuacct:/docker/b0c5", "0::/");

  @Test
  void aNameWithBlanksAndBracketsDoesNotShiftTheFields() {
    String stat =
        "42 (a) b (c) S 7 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654 11 22 33 44\n";
    assertThat(ProcessTable.parse(42, stat, ROOT))
        .hasValue(new ProcessTable.Entry(42, 7, 987654, ROOT));
  }

  @Test
  void aTornStatIsNoProcess() {
    assertThat(ProcessTable.parse(42, "42 (sh) S 7 42", ROOT)).isEmpty();
  }

  @Test
  void ownDescendantsAndWhatIsInNewGroupsHaveCome() {
    ProcessTable before = table(entry(1, 0, ROOT), entry(10, 1, ROOT), entry(20, 1, ROOT));
    ProcessTable now =
        table(
            entry(1, 0, ROOT),
            entry(10, 1, ROOT),
            entry(20, 1, ROOT),
            entry(30, 10, ROOT),
            entry(31, 30, ROOT),
            entry(40, 20, ROOT),
            entry(50, 20, BOX));
    assertThat(now.since(before, 10))
        .extracting(ProcessTable.Entry::pid)
        .containsExactly(30L, 31L, 50L);
  }

  @Test
  void aPidThatCameAgainIsAnotherProcess() {
    ProcessTable before = table(entry(10, 1, ROOT), entry(30, 10, ROOT));
    ProcessTable.Entry again = new ProcessTable.Entry(30, 10, 999, ROOT);
    assertThat(table(entry(10, 1, ROOT), again).since(before, 10)).containsExactly(again);
  }

  @Test
  void thisProcessIsInItsOwnTable() {
    long self = ProcessHandle.current().pid();
    assertThat(ProcessTable.read(ProcFiles.system()).byPid().get(self).startedTicks()).isPositive();
  }

  @Test
  void proportionalMemoryIsReadFromTheRollup() {
    String rollup = "00400000-7ffe [rollup]\nRss:  1000 kB\nPss:   123 kB\nPss_Anon:  7 kB\n";
    assertThat(ProcText.pssBytes(rollup)).hasValue(123 * 1024);
    assertThat(ProcText.pssBytes("")).isEmpty();
    assertThat(ProcText.kibibytes("MemTotal: 5 MB\n", "MemTotal")).isEmpty();
  }

  private static ProcessTable.Entry entry(long pid, long parent, List<String> groups) {
    return new ProcessTable.Entry(pid, parent, 100 + pid, groups);
  }

  private static ProcessTable table(ProcessTable.Entry... entries) {
    Map<Long, ProcessTable.Entry> all =
        Arrays.stream(entries)
            .collect(Collectors.toMap(ProcessTable.Entry::pid, Function.identity()));
    return new ProcessTable(new TreeMap<>(all));
  }
}
