package dev.tare.stats;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The acceptance table, each row for each shape of noise. */
class AcceptanceTest {
  private static final Pipeline TARE = Pipeline.TARE;

  @ParameterizedTest
  @EnumSource
  void sameAgainstSameIsSignificantInOneOfTwenty(Shape shape) {
    Acceptance.falseAlarms(TARE, shape, 5);
    Acceptance.falseAlarms(TARE, shape, 10);
  }

  @ParameterizedTest
  @EnumSource
  void sameAgainstSameIsHardlyEverARegression(Shape shape) {
    Acceptance.falseRegressions(TARE, shape, 5, .02);
    Acceptance.falseRegressions(TARE, shape, 10, .005);
  }

  @ParameterizedTest
  @EnumSource
  void sameAgainstSameIsNoChangeWithTenForks(Shape shape) {
    Acceptance.sameIsSeenAsSame(TARE, shape);
  }

  @ParameterizedTest
  @EnumSource
  void fivePercentSlowerIsARegression(Shape shape) {
    Acceptance.fivePercentAreFound(TARE, shape, 10, .95);
    Acceptance.fivePercentAreFound(TARE, shape, 5, .8);
  }

  @ParameterizedTest
  @EnumSource
  void slowerByTauIsARegressionHalfTheTime(Shape shape) {
    Acceptance.tauItselfIsFoundHalfTheTime(TARE, shape);
  }

  @ParameterizedTest
  @EnumSource
  void intervalsHoldTheTruth(Shape shape) {
    Acceptance.coverage(TARE, shape, 5);
    Acceptance.coverage(TARE, shape, 10);
  }

  @ParameterizedTest
  @EnumSource
  void fiveNoisyForksAreNoProofOfNoChange(Shape shape) {
    Acceptance.noiseIsNotSeenAsSame(TARE, shape);
  }

  @ParameterizedTest
  @EnumSource
  void aGateOfFiftySeriesHardlyEverFailsWithoutCause(Shape shape) {
    Acceptance.falseGates(TARE, shape, 5);
  }

  @ParameterizedTest
  @EnumSource
  void fewDiscoveriesAreFalse(Shape shape) {
    Acceptance.falseDiscoveries(TARE, shape);
  }

  @ParameterizedTest
  @EnumSource
  void aLouderSideRaisesNoFalseAlarm(Shape shape) {
    Acceptance.unequalVariance(TARE, shape);
  }

  @ParameterizedTest
  @EnumSource
  void aDriftingHostRaisesNoFalseAlarmInBlocks(Shape shape) {
    Acceptance.drift(TARE, shape);
  }

  @ParameterizedTest
  @EnumSource
  void lookingFourTimesRaisesFewFalseAlarms(Shape shape) {
    Acceptance.falseRegressionsOfTopUps(TARE, shape);
  }
}
