package dev.tare.experiment.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlaceScoresTest {
  @Test
  void guestsOfSeveralKindsTogetherHaveTheMeanOfTheirRatios() {
    PlaceScores threeBefore = scores(3, 100, 200);
    PlaceScores threeAfter = scores(3, 90, 180);
    PlaceScores twoBefore = scores(2, 5, 5);
    PlaceScores twoAfter = scores(2, 6, 6);
    double expected = Math.exp((3 * Math.log(0.9) + 2 * Math.log(1.2)) / 5);
    assertThat(
            PlaceScores.ratio(List.of(threeAfter, twoAfter), List.of(threeBefore, twoBefore))
                .orElseThrow()
                .value())
        .isCloseTo(expected, within(1e-12));
    assertThat(threeAfter.ratioTo(threeBefore).orElseThrow().value()).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void whatSharesNoBlockHasNoRatio() {
    PlaceScores first = scores(1, 100);
    PlaceScores later = new PlaceScores(new TreeMap<>(Map.of(7, first.guests())), "ops/s");
    assertThat(first.ratioTo(later)).isEmpty();
  }

  private static PlaceScores scores(int guests, double... blocks) {
    TreeMap<Integer, List<PlaceScores.Guest>> all = new TreeMap<>();
    for (double score : blocks) {
      OptionalDouble untold = OptionalDouble.empty();
      PlaceScores.Guest guest =
          new PlaceScores.Guest(score, untold, untold, untold, untold, Optional.empty());
      all.put(all.size(), Collections.nCopies(guests, guest));
    }
    return new PlaceScores(all, "ops/s");
  }
}
