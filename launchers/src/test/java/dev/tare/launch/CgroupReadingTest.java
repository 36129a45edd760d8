package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.proc.Cgroups;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CgroupReadingTest {
  private static final Limits ALL =
      Limits.NONE
          .with("cpuset", "0")
          .with("shares", "512")
          .with("cpus", "1")
          .with("memory", "1g")
          .with("memory-soft", "1m")
          .with("pids", "1");

  private static final String V1 =
      """
      /c/cpuset/docker/0f/cpuset.effective_cpus:1,3
      /c/cpuset/docker/0f/cpuset.cpus:1-3
      /c/cpu/docker/0f/cpu.shares:512
      /c/cpu/docker/0f/cpu.cfs_quota_us:50000
      /c/cpu/docker/0f/cpu.cfs_period_us:100000
      /c/memory/docker/0f/memory.limit_in_bytes:268435456
      /c/memory/docker/0f/memory.memsw.limit_in_bytes:268435456
      /c/memory/docker/0f/memory.soft_limit_in_bytes:104857600
      /c/pids/docker/0f/pids.max:50
      """;

  private static final String V1_UNLIMITED =
      """
      /c/cpuset/docker/0f/cpuset.effective_cpus:0-3
      /c/cpu/docker/0f/cpu.shares:1024
      /c/cpu/docker/0f/cpu.cfs_quota_us:-1
      /c/cpu/docker/0f/cpu.cfs_period_us:100000
      /c/memory/docker/0f/memory.limit_in_bytes:9223372036854771712
      /c/memory/docker/0f/memory.memsw.limit_in_bytes:9223372036854771712
      /c/memory/docker/0f/memory.soft_limit_in_bytes:9223372036854771712
      /c/pids/docker/0f/pids.max:max
      """;

  private static final String V2 =
      """
      /c/a.slice/0f/cpuset.cpus.effective:1,3
      /c/a.slice/0f/cpuset.cpus:1-3
      /c/a.slice/0f/cpu.weight:20
      /c/a.slice/0f/cpu.max:max 100000
      /c/a.slice/0f/memory.max:max
      /c/a.slice/0f/memory.swap.max:0
      /c/a.slice/0f/memory.low:104857600
      /c/a.slice/0f/pids.max:50
      /c/a.slice/cpu.max:50000 100000
      /c/a.slice/memory.max:268435456
      /c/a.slice/memory.swap.max:max
      /c/a.slice/pids.max:max
      """;

  @Test
  void limitsOfVersion1() {
    assertThat(v1(V1).limits(ALL).text())
        .isEqualTo("cpuset=1,3,shares=512,cpus=0.5,memory=268435456,memory-soft=104857600,pids=50");
  }

  @Test
  void unlimitedIsAbsentAndWhatEveryGroupHasIsOnlySaidWhereItWasAskedFor() {
    assertThat(v1(V1_UNLIMITED).limits(Limits.NONE)).isEqualTo(Limits.NONE);
    assertThat(v1(V1_UNLIMITED).limits(ALL).text()).isEqualTo("cpuset=0-3,shares=1024");
  }

  @Test
  void swapThatCanBeHadBesideMemoryIsPartOfWhatIsFound() {
    String swap = V1.replace("memsw.limit_in_bytes:268435456", "memsw.limit_in_bytes:536870912");
    assertThat(v1(swap).limits(ALL).memoryBytes()).hasValue(536_870_912);
    String endless =
        V1.replace("memsw.limit_in_bytes:268435456", "memsw.limit_in_bytes:9223372036854771712");
    assertThat(v1(endless).limits(ALL).memoryBytes()).isEmpty();
    String uncounted = V1.replace("memory.memsw.limit_in_bytes", "memory.other");
    assertThat(v1(uncounted).limits(ALL).memoryBytes()).hasValue(268_435_456);
    String version2 = V2.replace("swap.max:0", "swap.max:1024");
    assertThat(v2(version2).limits(ALL).memoryBytes()).hasValue(268_436_480);
  }

  @Test
  void limitsOfVersion2AreTheTightestOfTheBranch() {
    assertThat(v2(V2).limits(ALL).text())
        .isEqualTo("cpuset=1,3,shares=512,cpus=0.5,memory=268435456,memory-soft=104857600,pids=50");
  }

  @Test
  void aGroupWithoutControllersHasTheLimitsOfTheOneAroundIt() {
    Cgroups.Chain chain = chain(2, "/c/a.slice/0f/.lxc", "/c/a.slice/0f", "/c/a.slice", "/c");
    CgroupReading reading =
        new CgroupReading(
            Map.of("cpu", chain, "cpuset", chain, "memory", chain, "pids", chain), V2);
    assertThat(reading.limits(ALL)).isEqualTo(v2(V2).limits(ALL));
  }

  @Test
  void withoutControlGroupsNothingIsFound() {
    assertThat(new CgroupReading(Map.of(), "").limits(ALL)).isEqualTo(Limits.NONE);
    assertThat(v2("").limits(ALL)).isEqualTo(Limits.NONE);
  }

  private static CgroupReading v1(String text) {
    return new CgroupReading(
        Map.of(
            "cpu", chain(1, "/c/cpu/docker/0f", "/c/cpu"),
            "cpuset", chain(1, "/c/cpuset/docker/0f", "/c/cpuset"),
            "memory", chain(1, "/c/memory/docker/0f", "/c/memory"),
            "pids", chain(1, "/c/pids/docker/0f", "/c/pids")),
        text);
  }

  private static CgroupReading v2(String text) {
    Cgroups.Chain chain = chain(2, "/c/a.slice/0f", "/c/a.slice", "/c");
    return new CgroupReading(
        Map.of("cpu", chain, "cpuset", chain, "memory", chain, "pids", chain), text);
  }

  private static Cgroups.Chain chain(int version, String... folders) {
    return new Cgroups.Chain(version, List.of(folders));
  }
}
