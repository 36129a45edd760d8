package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForkTimeTest {
  private static final Timing QUICK = new Timing(1, 100, 3, 100);

  @Test
  void whatTakesNoLongerThanItsIterationsTakesThose() {
    assertThat(ForkTime.mean(List.of("cpu.Prime"), List.of(), QUICK)).isEqualTo(0.4);
    assertThat(ForkTime.mean(List.of("no such"), List.of(), QUICK)).isEqualTo(0.4);
  }

  @Test
  void anOperationThatIsLongerThanAnIterationAndWhatIsPreparedCount() {
    double tiny = ForkTime.mean(List.of("app.KernelCompile"), List.of(), QUICK);
    double whole = ForkTime.mean(List.of("app.KernelCompile"), List.of("config=defconfig"), QUICK);
    assertThat(tiny).isBetween(60.0, 200.0);
    assertThat(whole).isGreaterThan(10 * tiny);
  }

  @Test
  void workOfFixedSizeIsMadeAsOftenAsItIsAskedFor() {
    double once = ForkTime.mean(List.of("app.SevenZip"), List.of(), QUICK);
    assertThat(ForkTime.mean(List.of("app.SevenZip"), List.of(), QUICK.withShots(1)))
        .isEqualTo(4 * once);
  }
}
