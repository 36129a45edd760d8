package dev.tare.experiment.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryWorkTest {
  private static final String VMSTAT =
      "pgsteal_kswapd 9\npgsteal_direct 2\npgsteal_khugepaged 1\npgsteal_anon 12\npgsteal_file 4\n"
          + "pgscan_kswapd 20\npgscan_direct 7\npgscan_khugepaged 0\npgscan_direct_throttle 3\n"
          + "pgscan_anon 20\npgscan_file 7\npswpin 2\npswpout 9\n";

  @Test
  void pagesAreCountedByKindAndNotTwice() {
    MemoryWork work = MemoryWork.parse(VMSTAT);
    assertThat(work.scanned()).hasValue(27);
    assertThat(work.reclaimed()).hasValue(16);
    assertThat(work.swappedIn()).hasValue(2);
    assertThat(work.swappedOut()).hasValue(9);
  }

  @Test
  void betweenTwoMomentsIsTheDifference() {
    MemoryWork before = MemoryWork.parse("pgscan_file 3\npgsteal_file 1\npswpin 0\npswpout 4\n");
    MemoryWork work = MemoryWork.parse(VMSTAT).since(before);
    assertThat(work.scanned()).hasValue(24);
    assertThat(work.swappedOut()).hasValue(5);
  }

  @Test
  void olderKernelsOnlySayWhoDidIt() {
    MemoryWork work = MemoryWork.parse("pgscan_kswapd 20\npgscan_direct 7\npgsteal_direct 5\n");
    assertThat(work.scanned()).hasValue(27);
    assertThat(work.reclaimed()).hasValue(5);
  }

  @Test
  void absentIsAbsentNeverZero() {
    MemoryWork none = MemoryWork.parse("");
    assertThat(none.scanned()).isEmpty();
    assertThat(none.swappedIn()).isEmpty();
    assertThat(MemoryWork.parse(VMSTAT).since(none).reclaimed()).isEmpty();
  }
}
