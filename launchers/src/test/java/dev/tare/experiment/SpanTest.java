package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SpanTest {
  @Test
  void theOverlapIsTheSharedPartOfTheWholeTime() {
    OptionalDouble overlap =
        Span.overlap(List.of(new Span(0, 90), new Span(10, 100), new Span(5, 95)));

    assertThat(overlap.getAsDouble()).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void oneAloneOverlapsWhollyAndStrangersNotAtAll() {
    assertThat(Span.overlap(List.of(new Span(3, 7)))).hasValue(1);
    assertThat(Span.overlap(List.of(new Span(0, 10), new Span(20, 30)))).hasValue(0);
    assertThat(Span.overlap(List.of())).isEmpty();
  }

  @Test
  void aSpanIsCoveredAsFarAsTheOtherReaches() {
    Span victim = new Span(100, 200);

    assertThat(victim.coveredBy(new Span(0, 150))).isEqualTo(0.5);
    assertThat(victim.coveredBy(new Span(0, 1000))).isEqualTo(1);
    assertThat(victim.coveredBy(new Span(0, 100))).isEqualTo(0);
    assertThat(new Span(5, 5).coveredBy(new Span(0, 10))).isEqualTo(1);
  }

  @Test
  void timeDoesNotRunBackwards() {
    assertThatThrownBy(() -> new Span(10, 9)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tooLittleOverlapIsWarnedOf() {
    assertThat(BackgroundLoads.warning(OptionalDouble.of(0.95))).isEmpty();
    assertThat(BackgroundLoads.warning(OptionalDouble.of(0.5)))
        .hasValue("they ran together 50.0 % of the time, less than 95 %");
    assertThat(BackgroundLoads.warning(OptionalDouble.of(0.9496)))
        .hasValue("they ran together 94.9 % of the time, less than 95 %");
    assertThat(BackgroundLoads.warning(OptionalDouble.empty())).hasValue("not all of them ran");
  }
}
