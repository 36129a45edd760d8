package dev.tare.experiment.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelCountsTest {
  private static final List<String> V1 =
      List.of(
          "8:pids:/docker/abc",
          "4:memory:/docker/abc",
          "2:cpuacct,cpu:/docker/abc",
          "0::/",
          "31 24 0:27 / /sys/fs/cgroup/memory rw,nosuid - cgroup cgroup rw,memory",
          "32 24 0:28 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid - cgroup cgroup rw,cpuacct,cpu",
          "33 24 0:29 / /sys/fs/cgroup/pids rw,nosuid - cgroup cgroup rw,pids");

  private static final List<String> V2 =
      List.of(
          "0::/system.slice/docker-abc.scope",
          "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate");

  @Test
  void version1HasAFolderForEachController() {
    assertThat(KernelCounts.files(V1))
        .contains(
            "/sys/fs/cgroup/memory/docker/abc/memory.oom_control",
            "/sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.stat",
            "/sys/fs/cgroup/pids/docker/abc/pids.events");
  }

  @Test
  void version2HasOne() {
    String group = "/sys/fs/cgroup/system.slice/docker-abc.scope";

    assertThat(KernelCounts.files(V2))
        .contains(group + "/memory.events", group + "/cpu.stat", group + "/pids.events")
        .doesNotHaveDuplicates();
  }

  @Test
  void aMountWithColonsIsNoGroup() {
    List<String> lines = new ArrayList<>(V2);
    lines.add("40 23 0:44 / /mnt rw - overlay overlay rw,lowerdir=/a:/b:/c");

    assertThat(KernelCounts.files(lines)).isEqualTo(KernelCounts.files(V2));
  }

  @Test
  void countsOfVersion1() {
    String text =
        """
        /m/memory.oom_control:oom_kill_disable 0
        /m/memory.oom_control:under_oom 0
        /m/memory.oom_control:oom_kill 7
        /c/cpu.stat:nr_periods 10
        /c/cpu.stat:nr_throttled 3
        /c/cpu.stat:throttled_time 4500000
        /p/pids.events:max 12
        """;

    assertThat(KernelCounts.counts(text)).isEqualTo(counts(7, 4_500_000, 12));
  }

  @Test
  void countsOfVersion2() {
    String text =
        """
        /g/memory.events:low 0
        /g/memory.events:oom 9
        /g/memory.events:oom_kill 2
        /g/memory.events:oom_group_kill 0
        /g/cpu.stat:usage_usec 99
        /g/cpu.stat:throttled_usec 1234
        /g/pids.events:max 5
        """;

    assertThat(KernelCounts.counts(text)).isEqualTo(counts(2, 1_234_000, 5));
  }

  @Test
  void whatIsNotCountedIsAbsentNeverZero() {
    assertThat(KernelCounts.counts("")).isEmpty();
    assertThat(KernelCounts.counts("/c/cpu.stat:nr_periods 0\n")).isEmpty();
  }

  @Test
  void aGuestsKernelCountsKillsAsAWholeWhereNoGroupDoes() {
    String text = "/proc/vmstat:pgfault 17\n/proc/vmstat:oom_kill 3\n";

    assertThat(KernelCounts.counts(text)).isEqualTo(Map.of(Metrics.OOM_KILLS, 3L));
    assertThat(KernelCounts.counts("/g/memory.events:oom_kill 2\n" + text))
        .isEqualTo(Map.of(Metrics.OOM_KILLS, 2L));
  }

  private static Map<Metric, Long> counts(long kills, long throttledNs, long refused) {
    return Map.of(
        Metrics.OOM_KILLS, kills,
        Metrics.THROTTLED_TIME, throttledNs,
        Metrics.FORKS_REFUSED, refused);
  }
}
