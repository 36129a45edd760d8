package dev.tare.experiment.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.experiment.Slice;
import dev.tare.experiment.isolation.Recovery.Piece;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final double ALONE = 0.25;
  private static final double GOOD = 0.26;
  private static final double BAD = 0.5;

  @Test
  void itLastsUntilTheFirstOfFourGoodSlicesInARow() {
    List<Piece> pieces = pieces(BAD, BAD, BAD, GOOD, GOOD, GOOD, GOOD);

    assertThat(Recovery.seconds(pieces, ns(1.0), ALONE)).hasValue(0.5);
  }

  @Test
  void oneGoodSliceAmongBadOnesIsLuck() {
    List<Piece> pieces = pieces(BAD, GOOD, BAD, GOOD, GOOD, GOOD, GOOD);

    assertThat(Recovery.seconds(pieces, 0, ALONE).getAsDouble())
        .isEqualTo(BAD + GOOD + BAD, within(1e-6));
  }

  @Test
  void aVictimThatWasNotHurtRecoversAtOnce() {
    List<Piece> pieces = pieces(GOOD, GOOD, GOOD, GOOD, GOOD, GOOD);

    assertThat(Recovery.seconds(pieces, ns(0.3), ALONE)).hasValue(0);
  }

  @Test
  void slicesThatEndedBeforeTheNeighbourWentDoNotCount() {
    List<Piece> pieces = pieces(GOOD, GOOD, GOOD, BAD, GOOD, GOOD, GOOD);

    assertThat(Recovery.seconds(pieces, ns(0.9), ALONE)).isEmpty();
  }

  @Test
  void whoDoesNotRecoverAsLongAsWatchedHasNoTime() {
    assertThat(Recovery.seconds(pieces(BAD, BAD, BAD, BAD, BAD), 0, ALONE)).isEmpty();
    assertThat(Recovery.seconds(List.of(), 0, ALONE)).isEmpty();
  }

  @Test
  void tenPercentLongerIsStillAsGoodAsAlone() {
    double most = ALONE * 1.0999;
    double more = ALONE * 1.1001;

    assertThat(Recovery.seconds(pieces(most, most, most, most), 0, ALONE)).isPresent();
    assertThat(Recovery.seconds(pieces(more, more, more, more), 0, ALONE)).isEmpty();
  }

  private static List<Piece> pieces(double... seconds) {
    List<Piece> pieces = new ArrayList<>();
    double end = 0;
    for (double one : seconds) {
      end += one;
      pieces.add(new Piece(ns(end), one));
    }
    return pieces;
  }

  private static long ns(double seconds) {
    return Math.round(seconds * 1e9);
  }

  @Test
  void aSliceTookWhatAllOperationsOfAnInvocationTookTogether() {
    // As JMH writes a single shot of 16 operations an invocation that took 240 ms.
    Slice shot = new Slice(5_000_000_000L, 15_000, "us/op");
    List<Piece> pieces = Recovery.pieces(List.of(shot), 16, 2_000_000_000);

    assertThat(pieces).hasSize(1);
    assertThat(pieces.get(0).seconds()).isCloseTo(0.24, within(1e-9));
    assertThat(pieces.get(0).endNs()).isEqualTo(3_000_000_000L);
  }
}
