package dev.tare.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupLimitsTest {
  private static GroupLimits of(Map<String, String> files) {
    return new GroupLimits(List.of("/g/own", "/g"), file -> Optional.ofNullable(files.get(file)));
  }

  @Test
  void aQuotaIsCpusAndMaxIsNone() {
    assertThat(GroupLimits.cpus("33333 100000")).hasValue(0.33333);
    assertThat(GroupLimits.cpus("max 100000")).isEmpty();
    assertThat(GroupLimits.cpus("-1 100000")).isEmpty();
    assertThat(GroupLimits.cpus("50000")).isEmpty();
  }

  @Test
  void theTightestGroupOfTheBranchCounts() {
    GroupLimits pids = of(Map.of("/g/own/pids.max", "100", "/g/pids.max", "50"));
    assertThat(pids.tightest("pids.max")).hasValue(50);
    assertThat(pids.own("pids.max")).hasValue("100");
    GroupLimits quota = of(Map.of("/g/own/cpu.max", "max 100000", "/g/cpu.max", "150000 100000"));
    assertThat(quota.quotaCpus()).hasValue(1.5);
  }

  @Test
  void bothWaysToWriteNoLimitAreNone() {
    assertThat(of(Map.of("/g/memory.max", "max")).tightest("memory.max")).isEmpty();
    assertThat(GroupLimits.limit("9223372036854771712")).isEmpty();
    assertThat(GroupLimits.limit("4096")).hasValue(4096);
  }

  @Test
  void aQuotaOfVersion1NeedsItsPeriod() {
    Map<String, String> quota = Map.of("/g/cpu.cfs_quota_us", "50000");
    assertThat(of(quota).countsQuota()).isFalse();
    Map<String, String> both =
        Map.of("/g/cpu.cfs_quota_us", "50000", "/g/cpu.cfs_period_us", "100000");
    assertThat(of(both).quotaCpus()).hasValue(0.5);
  }
}
