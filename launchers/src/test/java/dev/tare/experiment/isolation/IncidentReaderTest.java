package dev.tare.experiment.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class IncidentReaderTest {
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
    assertThat(IncidentReader.files(V1))
        .containsExactly(
            "/sys/fs/cgroup/memory/docker/abc/memory.oom_control",
            "/sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.stat",
            "/sys/fs/cgroup/pids/docker/abc/pids.events");
  }

  @Test
  void version2HasOne() {
    String group = "/sys/fs/cgroup/system.slice/docker-abc.scope";

    assertThat(IncidentReader.files(V2))
        .containsExactly(group + "/memory.events", group + "/cpu.stat", group + "/pids.events");
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

    assertThat(IncidentReader.incidents(text, Optional.empty())).isEqualTo(incidents(7, 4500, 12));
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

    assertThat(IncidentReader.incidents(text, Optional.empty())).isEqualTo(incidents(2, 1234, 5));
  }

  @Test
  void whatIsNotCountedIsAbsentNeverZero() {
    assertThat(IncidentReader.incidents("", Optional.empty())).isEqualTo(Incidents.UNKNOWN);
    assertThat(IncidentReader.incidents("/c/cpu.stat:nr_periods 0\n", Optional.of("/proc/vmstat")))
        .isEqualTo(Incidents.UNKNOWN);
  }

  @Test
  void aGuestsKernelCountsKillsAsAWhole() {
    String text = "/proc/vmstat:pgfault 17\n/proc/vmstat:oom_kill 3\n";

    assertThat(IncidentReader.incidents(text, Optional.of("/proc/vmstat")).oomKills()).hasValue(3);
  }

  @Test
  void differencesAreOfWhatBothReadingsHave() {
    Incidents later = incidents(7, 500, 12);

    assertThat(later.since(incidents(5, 500, 2))).isEqualTo(incidents(2, 0, 10));
    assertThat(later.since(Incidents.UNKNOWN)).isEqualTo(Incidents.UNKNOWN);
    assertThat(Incidents.UNKNOWN.plus(later)).isEqualTo(later);
    assertThat(later.plus(later)).isEqualTo(incidents(14, 1000, 24));
  }

  private static Incidents incidents(long kills, long throttledUs, long failures) {
    return new Incidents(
        OptionalLong.of(kills), OptionalLong.of(throttledUs), OptionalLong.of(failures));
  }
}
