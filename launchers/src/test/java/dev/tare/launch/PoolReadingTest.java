package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files as kernels write them: Linux 6.18 with version 1, Linux 6.1 with version 2. */
class PoolReadingTest {
  private static final String V1_STAT =
      """
      cache 0
      rss 0
      workingset_refault_anon 0
      workingset_refault_file 0
      pgpgin 0
      pgpgout 0
      hierarchical_memory_limit 50331648
      total_cache 41287680
      total_workingset_refault_anon 2
      total_workingset_refault_file 145
      total_swap 0
      total_pgpgin 36388
      total_pgpgout 31315
      total_inactive_file 472543232
      """;

  private static final String V2_STAT =
      """
      anon 135168
      file 41287680
      pgfault 3151
      workingset_refault_anon 0
      workingset_refault_file 12
      pgscan 5120
      pgsteal 5023
      pgscan_kswapd 0
      pgscan_direct 5120
      pgsteal_kswapd 0
      pgsteal_direct 5023
      """;

  private static final String V2_EVENTS =
      "low 7\nhigh 0\nmax 94\noom 2\noom_kill 1\noom_group_kill 0\n";

  @Test
  void version1HasTotalsAndCountsKillsInEachGroup() {
    PoolReading read =
        PoolReading.parse(
            Map.of(
                "memory.limit_in_bytes", "50331648\n",
                "memory.max_usage_in_bytes", "50307072\n",
                "memory.stat", V1_STAT),
            "oom_kill 0\noom_kill 2\noom_kill 1\n");
    assertThat(read.version()).isEqualTo(1);
    assertThat(read.limitBytes()).hasValue(50_331_648);
    assertThat(read.mostBytes()).hasValue(50_307_072);
    assertThat(read.reclaimed()).hasValue(31_315);
    assertThat(read.returned()).hasValue(147);
    assertThat(read.kills()).hasValue(3);
    assertThat(read.swappedIn()).as("not counted in version 1").isEmpty();
    assertThat(read.overridden()).isEmpty();
  }

  @Test
  void version2CountsForAllGroupsInside() {
    PoolReading read =
        PoolReading.parse(
            Map.of(
                "memory.max",
                "50331648\n",
                "memory.peak",
                "50331648\n",
                "memory.stat",
                V2_STAT,
                "memory.events",
                V2_EVENTS),
            "");
    assertThat(read.version()).isEqualTo(2);
    assertThat(read.limitBytes()).hasValue(50_331_648);
    assertThat(read.reclaimed()).hasValue(5023);
    assertThat(read.returned()).hasValue(12);
    assertThat(read.kills()).hasValue(1);
    assertThat(read.overridden()).hasValue(7);
    assertThat(read.swappedOut()).isEmpty();
  }

  @Test
  void newerKernelsCountSwap() {
    PoolReading read =
        PoolReading.parse(
            Map.of("memory.max", "max\n", "memory.stat", V2_STAT + "pswpin 3\npswpout 8\n"), "");
    assertThat(read.swappedIn()).hasValue(3);
    assertThat(read.swappedOut()).hasValue(8);
  }

  @Test
  void olderKernelsDoNotTellRefaultsApart() {
    PoolReading read =
        PoolReading.parse(
            Map.of("memory.max", "max\n", "memory.stat", "workingset_refault 9\npgsteal 1\n"), "");
    assertThat(read.returned()).hasValue(9);
  }

  @Test
  void unlimitedIsAbsent() {
    assertThat(
            PoolReading.parse(Map.of("memory.limit_in_bytes", "9223372036854771712\n"), "")
                .limitBytes())
        .isEmpty();
    assertThat(PoolReading.parse(Map.of("memory.max", "max\n"), "").limitBytes()).isEmpty();
  }

  @Test
  void missingIsAbsentNeverZero() {
    assertThat(PoolReading.NONE.version()).isZero();
    assertThat(PoolReading.NONE.kills()).isEmpty();
    assertThat(PoolReading.NONE.reclaimed()).isEmpty();
    assertThat(PoolReading.NONE.mostBytes()).isEmpty();
    assertThat(PoolReading.parse(Map.of("memory.limit_in_bytes", "1\n"), "").kills()).isEmpty();
  }
}
