package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CpuWeightTest {
  @Test
  void theEndsOfBothRangesMeet() {
    assertThat(CpuWeight.ofShares(2)).isEqualTo(1);
    assertThat(CpuWeight.ofShares(262_144)).isEqualTo(10_000);
    assertThat(CpuWeight.ofSharesOnCurve(2)).isEqualTo(1);
    assertThat(CpuWeight.ofSharesOnCurve(1024)).isEqualTo(100);
    assertThat(CpuWeight.ofSharesOnCurve(262_144)).isEqualTo(10_000);
  }

  @Test
  void aWeightThatAnEngineMakesOfSharesIsThoseShares() {
    assertThat(CpuWeight.shares(39, OptionalLong.of(1024))).isEqualTo(1024);
    assertThat(CpuWeight.shares(100, OptionalLong.of(1024))).isEqualTo(1024);
    assertThat(CpuWeight.shares(20, OptionalLong.of(512))).isEqualTo(512);
  }

  @Test
  void theDefaultWeightIsNotWhatWasAskedFor() {
    assertThat(CpuWeight.shares(100, OptionalLong.of(512))).isEqualTo(2597);
    assertThat(CpuWeight.shares(100, OptionalLong.empty())).isEqualTo(2597);
  }
}
