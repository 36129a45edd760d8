package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
  @Test
  void whatIsNotGivenIsNotLimited() {
    Limits limits = Limits.NONE.with("cpuset", "0");

    assertThat(limits.cpuset()).contains("0");
    assertThat(limits.memoryBytes()).isEmpty();
    assertThat(limits.text()).isEqualTo("cpuset=0");
    assertThat(Limits.NONE.text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1024",
    "4k, 4096",
    "512m, 536870912",
    "2g, 2147483648",
    "2G, 2147483648",
  })
  void bytesHaveTheirSuffixes(String text, long bytes) {
    assertThat(Limits.NONE.with("memory", text).memoryBytes()).hasValue(bytes);
    assertThat(Limits.NONE.with("memory-soft", text).softMemoryBytes()).hasValue(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "memory, 1t, memory",
    "memory, 0, memory",
    "cpus, 0, cpus",
    "cpus, -1, cpus",
    "cpuset, 0-, cpuset",
    "cpuset, all, cpuset",
    "shares, 1, shares",
    "shares, 262145, shares",
    "pids, 0, pids",
    "swap, 1g, swap",
  })
  void aLimitThatCannotBeIsNamed(String name, String value, String named) {
    assertThatThrownBy(() -> Limits.NONE.with(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @Test
  void moreBytesThanALongHoldsAreRefusedNotWrapped() {
    assertThatThrownBy(() -> Limits.NONE.with("memory", "999999999999g"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("999999999999g");
  }

  @Test
  void ownLimitsComeBeforeTheOthers() {
    Limits own = Limits.NONE.with("memory", "1g");
    Limits others = Limits.NONE.with("memory", "2g").with("pids", "100");

    assertThat(own.or(others).text()).isEqualTo("memory=1073741824,pids=100");
  }

  @Test
  void theTextReadsBack() {
    Limits all =
        Limits.NONE
            .with("cpuset", "0-1,3")
            .with("shares", "256")
            .with("cpus", "0.25")
            .with("memory", "1g")
            .with("memory-soft", "512m")
            .with("pids", "64");

    assertThat(all.text())
        .isEqualTo(
            "cpuset=0-1,3,shares=256,cpus=0.25,memory=1073741824,memory-soft=536870912,pids=64");
    assertThat(Limits.parse(all.words())).isEqualTo(all);
    assertThat(Limits.parse(List.of())).isEqualTo(Limits.NONE);
  }

  @Test
  void aWordThatIsNoLimitIsNamed() {
    assertThatThrownBy(() -> Limits.parse(List.of("pids=9", "memroy=1g")))
        .hasMessageStartingWith(
            "memroy=1g: not a limit; did you mean memory?; there are cpuset, shares");
    assertThatThrownBy(() -> Limits.parse(List.of("memory")))
        .hasMessage("memory: must be NAME=VALUE");
    assertThatThrownBy(() -> Limits.parse(List.of("cpus=fast")))
        .hasMessageContaining("cpus is such as 0.5");
  }
}
