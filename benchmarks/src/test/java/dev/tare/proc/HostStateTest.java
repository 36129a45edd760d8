package dev.tare.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostStateTest {
  private static final long GIB = 1L << 30;

  @TempDir Path root;

  @Test
  void countsProcessesRunningTasksAndAvailableMemory() {
    ProcFiles files = new ProcFiles(root);
    CapturedTree.put(files, "proc/1/stat", "1 (init) S");
    CapturedTree.put(files, "proc/4711/stat", "4711 (a) S");
    CapturedTree.put(files, "proc/sys/x", "x");
    CapturedTree.put(files, "proc/loadavg", "0.50 0.40 0.30 3/234 4711\n");
    CapturedTree.put(files, "proc/meminfo", "MemTotal: 9 kB\nMemAvailable:   2048 kB\n");
    assertThat(HostState.read(files))
        .isEqualTo(new HostState(2, OptionalLong.of(3), OptionalLong.of(2 << 20)));
  }

  @Test
  void absentIsAbsentNeverZero() {
    HostState unknown = HostState.read(new ProcFiles(root));
    assertThat(unknown).isEqualTo(new HostState(0, OptionalLong.empty(), OptionalLong.empty()));
    assertThat(unknown.missingSince(state(10, 1, GIB))).isEmpty();
    assertThat(state(10, 1, GIB).missingSince(unknown)).isEmpty();
  }

  @Test
  void smallChangesAreTheHostsOwn() {
    assertThat(state(116, 5, GIB - (256 << 20)).missingSince(state(100, 1, GIB))).isEmpty();
  }

  @Test
  void whatIsNotBackIsSaid() {
    assertThat(state(117, 6, GIB / 2).missingSince(state(100, 1, GIB)))
        .containsExactly(
            "117 processes, 100 before",
            "6 running tasks, 1 before",
            "512 MiB available, 1024 MiB before");
  }

  private static HostState state(int processes, long running, long bytes) {
    return new HostState(processes, OptionalLong.of(running), OptionalLong.of(bytes));
  }
}
