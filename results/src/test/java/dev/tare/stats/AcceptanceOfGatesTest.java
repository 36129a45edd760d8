package dev.tare.stats;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of the acceptance table about gates, noise and advice. */
class AcceptanceOfGatesTest {
  /** Of 20,000 comparisons of the last shape 87.8 % are found; of 1000, a little more or less. */
  @ParameterizedTest
  @CsvSource({"SLOW_FORK, .78", "SPIKY, .85", "BIMODAL, .86"})
  void whatSpoilsOneTestIsFoundByTheOther(TwelveShapes shape, double least) {
    AcceptanceOfGates.fivePercentAreFound(shape, least);
  }

  @Test
  void modesRaiseNoFalseAlarmInAGateOfFifty() {
    AcceptanceOfGates.modes(50, 5, .05);
  }

  @Test
  void aLouderSideRaisesNoFalseAlarmInAGateOfFifty() {
    AcceptanceOfGates.unequal(50, 5, .05);
  }

  @Test
  @Tag("full")
  void modesRaiseFewFalseAlarmsInAGateOfFiveHundred() {
    AcceptanceOfGates.modes(500, 5, .1);
  }

  @Test
  @Tag("full")
  void aLouderSideRaisesFewFalseAlarmsInAGateOfFiveHundred() {
    AcceptanceOfGates.unequal(500, 5, .1);
  }

  @Test
  @Tag("full")
  void aDoublingIsFoundAmongFiveHundredWithFiveForks() {
    AcceptanceOfGates.doublingIsFound(500, 5);
  }

  @Test
  void aDoublingIsFoundAmongFiftyWithFiveForks() {
    AcceptanceOfGates.doublingIsFound(50, 5);
  }

  @ParameterizedTest
  @CsvSource({".2, .2", "0, .3", ".3, 0"})
  void disturbedIterationsTakeNoVerdict(double flaggedOfA, double flaggedOfB) {
    AcceptanceOfGates.noiseTakesNoVerdict(flaggedOfA, flaggedOfB);
  }

  @Test
  void aPlaceThatShowsLittleProvesNothing() {
    AcceptanceOfGates.aPlaceThatShowsLittleProvesNothing();
  }

  @Test
  void whiteNoiseIsSteady() {
    AcceptanceOfGates.whiteNoiseIsSteady(5);
  }

  @ParameterizedTest
  @CsvSource({"5, .02, 1", "5, .04, 1", "5, .02, 50", "3, .02, 1", "10, .03, 1"})
  void theAdvisedNumberOfForksFindsTheEffectItNames(int first, double sd, int series) {
    AcceptanceOfGates.adviceIsGood(first, sd, series);
  }
}
