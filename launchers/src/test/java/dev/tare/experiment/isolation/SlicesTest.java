package dev.tare.experiment.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.tare.experiment.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicesTest {
  /** As JMH writes a single shot of 16 operations an invocation that took 240 ms. */
  private static final Slice SHOT = new Slice(5_000_000_000L, 15_000, "us/op");

  @Test
  void aSliceTookWhatAllOperationsOfAnInvocationTookTogether() {
    Slices slices = new Slices(List.of(SHOT, SHOT, SHOT), 16);

    assertThat(slices.seconds(2)).hasValueCloseTo(0.48, offset(1e-9));
    assertThat(slices.pieces().get(0).seconds()).isCloseTo(0.24, offset(1e-9));
    assertThat(slices.pieces().get(0).endNs()).isEqualTo(5_000_000_000L);
  }

  @Test
  void workThatWasNotDoneHasNoTime() {
    assertThat(new Slices(List.of(SHOT), 16).seconds(2)).isEmpty();
  }
}
